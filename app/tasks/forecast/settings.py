"""Every setting of a forecast, and what was chosen from its training rows."""

from collections.abc import Mapping
from typing import Any

from app.components.table import table
from app.data_words import column_name
from app.experiments.settings_table import in_two_columns, spec_rows
from app.i18n import Translate
from app.numbers import percent, whole
from app.tasks.forecast.choices import blocks_word, choices_part, transform_word
from core.data.frame import Dataset
from core.store.records import Experiment
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.spec import ForecastSpec

ROUNDED = 0.02  # by which a share of few rows may be off
ENDS = ("train_end", "stop_end", "calibration_end", "rows")


def settings_tab(t: Translate, experiment: Experiment, known: Outcome, data: Dataset) -> None:
    """Draw the table; below it what was chosen before the test."""
    table(settings_rows(t, experiment, known, data), names=2)
    choices_part(t, known)


def settings_rows(
    t: Translate, experiment: Experiment, known: Outcome, data: Dataset
) -> list[dict[str, str]]:
    """One row per setting; names and values are what people read."""
    target = column_name(t, data, experiment.spec.of(ForecastSpec).target)
    idle = () if experiment.spec.of(ForecastSpec).covariates else ("ablation",)
    rows = spec_rows(t, experiment.spec, idle) | {t("spec.target"): target}
    for name, value in _chosen(t, experiment.spec.of(ForecastSpec), known.facts).items():
        rows[t(f"spec.{name}")] = t("setting.chosen", value=value)
    if (read := known.facts.get("lookback", 0)) not in (0, experiment.spec.of(ForecastSpec).lookback):
        rows[t("spec.lookback")] = t("setting.chosen", value=whole(read))
    if (test := _longer_test(experiment.spec.of(ForecastSpec), known.facts["cuts"])) is not None:
        rows[t("spec.test_share")] = t("setting.chosen", value=percent(test))
    period = known.facts["period"]
    rows[t("setting.period")] = str(period) if period > 1 else t("setting.no_period")
    rows[t("setting.cuts")] = " | ".join(whole(known.facts["cuts"][end]) for end in ENDS)
    rows[t("spec.protocol")] = str(known.facts.get("protocol", t("setting.before")))
    return in_two_columns(t, rows)


def _longer_test(task: ForecastSpec, cuts: Mapping[str, int]) -> float | None:
    """The share of the rows that a short series is tested on, where it is more than was set."""
    share = 1 - cuts["calibration_end"] / cuts["rows"]
    return share if share > task.test_share + ROUNDED else None


def _chosen(t: Translate, task: ForecastSpec, facts: Mapping[str, Any]) -> dict[str, str]:
    """What "automatic" came to, by the field's name."""
    found = {
        "transform": lambda: transform_word(t, facts["transform"], facts.get("season", 1)),
        "non_negative": lambda: t("yes" if facts.get("non_negative") else "no"),
        "calendar": lambda: t("yes" if facts["calendar"] else "no"),
        "blocks": lambda: blocks_word(t, facts["blocks"]),
    }
    known = {"transform", "non_negative", *facts}
    told = {name: say() for name, say in found.items() if getattr(task, name) == "auto" and name in known}
    return told | {"folds": str(facts["folds"])} if task.folds == 0 and "folds" in facts else told
