"""Every setting of an experiment as people read it, whichever its task is."""

from collections.abc import Collection, Mapping

from app.data_words import holidays_word
from app.i18n import Translate
from app.numbers import NONE, percent
from core.specs import ExperimentSpec


def spec_rows(t: Translate, spec: ExperimentSpec, idle: Collection[str] = ()) -> dict[str, str]:
    """Values by name, both as people read them.

    Args:
        idle: Settings that say nothing about this experiment.
    """
    rows: dict[str, str] = {}
    for part in (spec.task, spec.model, spec.training):
        rows |= {
            t(f"spec.{name}"): shown(t, name, value) for name, value in vars(part).items() if name not in idle
        }
    names = ("seeds", "match", "refit") if "refit" in spec.task.kinds(spec.refit) else ("seeds", "match")
    return rows | {t(f"spec.{name}"): shown(t, name, getattr(spec, name)) for name in names}


def in_two_columns(t: Translate, rows: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows of a table of names and values."""
    return [{t("report.what"): name, t("report.value"): value} for name, value in rows.items()]


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
