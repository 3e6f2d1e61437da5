"""What is asked for, and the settings that a newcomer starts with."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import number
from core.specs import ExperimentSpec, ModelSpec, TaskSpec, TrainingSpec
from core.store.plan import Ends


@dataclass(frozen=True, kw_only=True)
class ToySpec(TaskSpec):
    """Fields that are some of another task's."""

    kind: ClassVar[str] = "toy"
    span: ClassVar[str] = "lookback"
    lookback: int = number(20, 1, 500)  # rows that are read


def start(data):
    """Two cells, two seeds."""
    return ExperimentSpec(
        data=data.sha256, task=ToySpec(), cells=("lstm", "gru"), seeds=2, refit=False,
        model=ModelSpec(units=4), training=TrainingSpec(updates=40),
    )  # fmt: skip


def sizes(data, spec):
    """One number in, one out."""
    return Ends(1, 1)
