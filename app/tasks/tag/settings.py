"""Every setting of an experiment that tags, as rows for a table."""

from app.experiments.settings_table import in_two_columns, spec_rows
from app.i18n import Translate
from app.numbers import whole
from core.store.records import Experiment
from core.tasks.tag.outcome import TagOutcome
from core.tasks.tag.prepare import BLOCKS

IDLE = ("loss",)  # the cross-entropy


def tag_settings_rows(t: Translate, experiment: Experiment, outcome: TagOutcome) -> list[dict[str, str]]:
    """What was chosen, and how many sentences each block has."""
    sizes = " | ".join(whole(outcome.facts["sizes"][name]) for name in BLOCKS)
    return in_two_columns(t, spec_rows(t, experiment.spec, IDLE) | {t("tag.blocks"): sizes})
