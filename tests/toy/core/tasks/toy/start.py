"""The settings that a newcomer starts with, and what makes data unfit for settings."""

from core.data.frame import Dataset
from core.errors import UserError
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.plan import Ends
from core.tasks.toy.spec import ToySpec


def start(data: Dataset) -> ExperimentSpec:
    """Two cells, two seeds."""
    return ExperimentSpec(
        data=data.sha256, task=ToySpec(), cells=("lstm", "gru"), seeds=2, refit=False,
        model=ModelSpec(units=4), training=TrainingSpec(updates=40),
    )  # fmt: skip


def sizes(data: Dataset, spec: ExperimentSpec) -> Ends:
    """One number in, one out.

    Raises:
        UserError: `series_too_short` for fewer rows than are read.
    """
    need = spec.of(ToySpec).lookback
    if len(data.frame) < need:
        raise UserError("series_too_short", have=len(data.frame), need=need)
    return Ends(1, 1)
