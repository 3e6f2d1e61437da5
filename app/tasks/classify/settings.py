"""Every setting of an experiment on whole series, and what it was trained on."""

from app.components.table import table
from app.experiments.settings_table import in_two_columns, spec_rows
from app.i18n import Translate
from app.numbers import whole
from core.store.records import Experiment
from core.tasks.classified.outcome import ClassOutcome
from core.text.splits import BLOCKS

IDLE = ("loss",)  # given by the task: the cross-entropy


def series_settings_tab(t: Translate, experiment: Experiment, known: ClassOutcome) -> None:
    """Draw the table."""
    table(series_settings_rows(t, experiment, known), names=2)


def series_settings_rows(t: Translate, experiment: Experiment, known: ClassOutcome) -> list[dict[str, str]]:
    """One row per setting; names and values are what people read."""
    sizes = known.facts["sizes"]
    rows = spec_rows(t, experiment.spec, IDLE) | {
        t("setting.together"): whole(known.facts["together"]),
        t("setting.blocks.series"): " | ".join(whole(sizes[name]) for name in BLOCKS),
    }
    return in_two_columns(t, rows)
