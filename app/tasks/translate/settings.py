"""Every setting of an experiment that translates, as rows for a table."""

from app.experiments.settings_table import in_two_columns, spec_rows
from app.i18n import Translate
from app.numbers import whole
from core.store.records import Experiment
from core.tasks.translate.outcome import TranslationOutcome
from core.tasks.translate.spec import BLOCKS

IDLE = ("loss",)  # the cross-entropy


def translation_settings_rows(
    t: Translate, experiment: Experiment, outcome: TranslationOutcome
) -> list[dict[str, str]]:
    """What was chosen, how many pairs each block has, and how many were too long."""
    sizes = " | ".join(whole(outcome.facts["sizes"][name]) for name in BLOCKS)
    rows = spec_rows(t, experiment.spec, IDLE) | {
        t("translate.blocks"): sizes, t("translate.left_out"): whole(outcome.facts["left_out"]),
    }  # fmt: skip
    return in_two_columns(t, rows)
