"""Every setting of an experiment of the memory lab."""

from app.components.table import table
from app.experiments.settings_table import in_two_columns, spec_rows
from app.i18n import Translate
from core.store.records import Experiment

IDLE = ("loss", "patience", "least", "schedule")  # given by the task: the squared error, all updates


def memory_settings_tab(t: Translate, experiment: Experiment) -> None:
    """Draw the table."""
    table(in_two_columns(t, spec_rows(t, experiment.spec, IDLE)), names=2)
