"""What was trained once for Learn and is kept with the product; `python -m benchmarks.learn` trains it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from app.i18n import Translate
from app.numbers import figure, percent
from core.words.sentences import spaced

KEPT = Path(__file__).with_name("measured.json")


@cache
def measured() -> dict[str, Any]:
    """Test accuracies by layers and losses by dropout, one figure per seed or epoch."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def layers_told(t: Translate) -> str:
    """Mean accuracies with their deviation over seeds."""
    facts = {"seeds": str(measured()["seeds"])}
    for name, one in measured()["layers"].items():
        deviation = percent(float(np.std(one["accuracy"], ddof=1)))
        facts[name] = f"{percent(float(np.mean(one['accuracy'])))} ± {deviation}"
    return t("learn.stacked.measured", **facts)


def dropout_told(t: Translate) -> str:
    """Test errors with their deviation, the lowest and the last validation loss, and which way it went."""
    facts, errors = {"seeds": str(measured()["seeds"])}, []
    for name, one in zip(("without", "with"), measured()["dropout"].values(), strict=True):
        errors.append(float(np.mean(one["mae"])))
        facts[name] = f"{figure(errors[-1])} ± {figure(float(np.std(one['mae'], ddof=1)), 2)}"
        facts[f"{name}_best"] = figure(min(one["validation"]))
        facts[f"{name}_last"] = figure(one["validation"][-1])
    went = "better" if errors[1] < errors[0] else "worse"
    return spaced(t, t("learn.regularisation.measured", **facts), t(f"learn.regularisation.measured.{went}"))
