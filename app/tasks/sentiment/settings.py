"""Every setting of an experiment that classifies texts, and what it was trained on."""

from app.components.table import table
from app.experiments.settings_table import in_two_columns, spec_rows
from app.i18n import Translate
from app.numbers import whole
from core.store.records import Experiment
from core.tasks.classified.outcome import ClassOutcome
from core.text.splits import BLOCKS

IDLE = ("loss",)  # given by the task: the cross-entropy


def text_settings_tab(t: Translate, experiment: Experiment, known: ClassOutcome) -> None:
    """Draw the table."""
    table(text_settings_rows(t, experiment, known), names=2)


def text_settings_rows(t: Translate, experiment: Experiment, known: ClassOutcome) -> list[dict[str, str]]:
    """One row per setting; names and values are what people read."""
    rows = spec_rows(t, experiment.spec, IDLE) | {
        t("setting.words"): whole(known.facts["vocabulary"]),
        t("setting.blocks"): " | ".join(whole(known.facts["sizes"][name]) for name in BLOCKS),
    }
    return in_two_columns(t, rows)
