"""What was trained once for Learn and is kept with the product; `python -m benchmarks.learning` trains it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from app.numbers import figure, percent

KEPT = Path(__file__).with_name("measured.json")


@cache
def measured() -> dict[str, Any]:
    """Test accuracies by layers and losses by dropout, one figure per seed or epoch."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def layers_facts() -> dict[str, str]:
    """For the sentence below the picture: mean accuracies with their deviation over seeds."""
    found = {"seeds": str(measured()["seeds"])}
    for name, one in measured()["layers"].items():
        deviation = percent(float(np.std(one["accuracy"], ddof=1)))
        found[name] = f"{percent(float(np.mean(one['accuracy'])))} ± {deviation}"
    return found


def dropout_facts() -> dict[str, str]:
    """The same for test errors, with the lowest and the last validation loss."""
    found = {"seeds": str(measured()["seeds"])}
    for name, one in zip(("without", "with"), measured()["dropout"].values(), strict=True):
        found[name] = f"{figure(float(np.mean(one['mae'])))} ± {figure(float(np.std(one['mae'], ddof=1)), 2)}"
        found[f"{name}_best"] = figure(min(one["validation"]))
        found[f"{name}_last"] = figure(one["validation"][-1])
    return found
