"""How labelled series are read and classified, and what a newcomer starts with."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import choice, number, require_enough_left
from core.specs import ExperimentSpec, ModelSpec, TaskSpec, TrainingSpec


@dataclass(frozen=True, kw_only=True)
class ClassifySpec(TaskSpec):
    """How series are read, and what surrounds the recurrent layers (see `core.tasks.classify.prepare`)."""

    kind: ClassVar[str] = "classify"
    span: ClassVar[str] = "most_steps"
    most_steps: int = number(200, 5, 1000)  # of longer series, neighbouring steps are averaged
    normalize: bool = False  # each series and column for itself: mean 0, deviation 1
    pooling: str = choice("mean", ("last", "mean", "max", "attention"))
    output_dropout: float = number(0.4, 0.0, 0.9)  # share of the pooled vector silenced while training
    class_weights: bool = False  # rare classes count as much as frequent ones
    label_smoothing: float = number(0.0, 0.0, 0.5)
    validation_share: float = number(0.15, 0.02, 0.4)
    calibration_share: float = number(0.1, 0.02, 0.4)
    test_share: float = number(0.25, 0.02, 0.5)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_enough_left(self.validation_share, self.calibration_share, self.test_share)


SERIES = ExperimentSpec(
    data="", seeds=3, refit=False,
    task=ClassifySpec(),
    model=ModelSpec(units=32, bidirectional=True, dropout=0.2),
    training=TrainingSpec(updates=2000, patience=300, learning_rate=0.003, schedule="plateau"),
)  # fmt: skip
