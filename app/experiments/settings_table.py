"""Every setting of an experiment, and what was chosen from its training rows."""

from collections.abc import Mapping
from typing import Any

from app.components.table import table
from app.data_words import column_name, holidays_word
from app.i18n import Translate
from app.numbers import NONE, percent, whole
from app.tasks.forecast.choices import blocks_word, choices_part, transform_word
from core.data.frame import Dataset
from core.specs import ExperimentSpec
from core.store.records import Experiment
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.memory.spec import MemorySpec
from core.tasks.sentiment.outcome import TextOutcome
from core.text.splits import BLOCKS

ROUNDED = 0.02  # by which a share of few rows may be off
ENDS = ("train_end", "stop_end", "calibration_end", "rows")


def settings_tab(t: Translate, experiment: Experiment, known: Outcome, data: Dataset) -> None:
    """Draw the table; below it what was chosen before the test."""
    table(settings_rows(t, experiment, known, data), names=2)
    choices_part(t, known)


def text_settings_tab(t: Translate, experiment: Experiment, known: TextOutcome) -> None:
    """Draw the table of a classifying experiment."""
    table(text_settings_rows(t, experiment, known), names=2)


def memory_settings_tab(t: Translate, experiment: Experiment) -> None:
    """Draw the table of an experiment of the memory lab."""
    rows = _rows(t, experiment)
    table([{t("report.what"): name, t("report.value"): value} for name, value in rows.items()], names=2)


def text_settings_rows(t: Translate, experiment: Experiment, known: TextOutcome) -> list[dict[str, str]]:
    """The same rows as `settings_rows` of a classifying experiment."""
    rows = _rows(t, experiment) | {
        t("setting.words"): whole(known.facts["vocabulary"]),
        t("setting.blocks"): " | ".join(whole(known.facts["sizes"][name]) for name in BLOCKS),
    }
    return [{t("report.what"): name, t("report.value"): value} for name, value in rows.items()]


def settings_rows(
    t: Translate, experiment: Experiment, known: Outcome, data: Dataset
) -> list[dict[str, str]]:
    """One row per setting; names and values are what people read."""
    target = column_name(t, data, experiment.spec.of(ForecastSpec).target)
    rows = _rows(t, experiment) | {t("spec.target"): target}
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
    return [{t("report.what"): name, t("report.value"): value} for name, value in rows.items()]


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


def _rows(t: Translate, experiment: Experiment) -> dict[str, str]:
    spec = experiment.spec
    rows: dict[str, str] = {}
    idle = _idle(spec)
    for part in (spec.task, spec.model, spec.training):
        rows |= {
            t(f"spec.{name}"): shown(t, name, value) for name, value in vars(part).items() if name not in idle
        }
    names = ("seeds", "match", "refit") if "refit" in spec.task.kinds(spec.refit) else ("seeds", "match")
    return rows | {t(f"spec.{name}"): shown(t, name, getattr(spec, name)) for name in names}


def _idle(spec: ExperimentSpec) -> set[str]:
    """Settings that say nothing about this experiment."""
    if isinstance(spec.task, ForecastSpec):
        return set() if spec.task.covariates else {"ablation"}
    given = {"loss"}  # by the task: the cross-entropy, or the squared error
    return given | {"patience", "least", "schedule"} if isinstance(spec.task, MemorySpec) else given


def shown(t: Translate, name: str, value: object) -> str:
    """The value of a setting as people read it."""
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, tuple):
        return t("words.comma").join(map(str, value)) or NONE
    if name.endswith("_share"):
        return percent(float(str(value)))
    if name == "vectors":
        return t("setting.vectors") if value else NONE
    if name in ("batch", "folds") and value == 0:
        return t("setting.auto")
    if name == "holidays":
        return holidays_word(t, str(value))
    if isinstance(value, str) and name != "target":
        return t(f"option.{name}.{value}")
    return f"{value:g}" if isinstance(value, float) else str(value)
