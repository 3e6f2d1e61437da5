"""Every setting of an experiment, and what was chosen from its training rows."""

from app.components.table import table
from app.i18n import Translate
from app.numbers import NONE, percent, whole
from core.runs.records import Experiment
from core.tasks.outcome import Outcome

ENDS = ("train_end", "stop_end", "calibration_end", "rows")


def settings_tab(t: Translate, experiment: Experiment, known: Outcome) -> None:
    """Draw the table."""
    table(settings_rows(t, experiment, known), names=2)


def settings_rows(t: Translate, experiment: Experiment, known: Outcome) -> list[dict[str, str]]:
    """One row per setting; names and values are what people read."""
    spec = experiment.spec
    rows: dict[str, str] = {}
    for part in (spec.forecast, spec.model, spec.training):
        rows |= {t(f"spec.{name}"): _shown(t, name, value) for name, value in vars(part).items()}
    rows |= {t(f"spec.{name}"): _shown(t, name, getattr(spec, name)) for name in ("seeds", "match", "refit")}
    if spec.forecast.transform == "auto":
        chosen = t(f"option.transform.{known.facts['transform']}")
        rows[t("spec.transform")] = t("setting.chosen", value=chosen)
    period = known.facts["period"]
    rows[t("setting.period")] = str(period) if period > 1 else t("setting.no_period")
    rows[t("setting.cuts")] = " | ".join(whole(known.facts["cuts"][end]) for end in ENDS)
    return [{t("report.what"): name, t("report.value"): value} for name, value in rows.items()]


def _shown(t: Translate, name: str, value: object) -> str:
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or NONE
    if name.endswith("_share"):
        return percent(float(str(value)))
    if name == "batch" and value == 0:
        return t("setting.auto")
    if isinstance(value, str) and name != "target":
        return t(f"option.{name}.{value}")
    return f"{value:g}" if isinstance(value, float) else str(value)
