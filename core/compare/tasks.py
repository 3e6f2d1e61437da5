"""The table of tasks that can be compared: measures, their direction, how to pair. One row per task."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.compare import forecasts, texts
from core.compare.ground import Difference, Ground, Measure, Obstacle, Score
from core.evaluate.mcnemar import McNemar
from core.evaluate.verdict import Judged
from core.runs.arrays import Arrays

LOSS = Measure("val_loss", lower=True)  # which every run has, also one that is not tested
Groups = Sequence[Sequence[Arrays]]


@dataclass(frozen=True)
class Task:
    """How the runs of one task are compared."""

    name: str  # as in specs
    measures: tuple[Measure, ...]  # on the test; the first one is what the pairs are tested on
    score: Callable[[Arrays, Ground], dict[str, Score]]
    reference: Callable[[Ground], str]
    obstacle: Callable[[Ground, Ground], Obstacle | None]
    judged: Callable[[Groups, Ground], list[Judged]]
    differences: Callable[[Groups, Ground], list[Difference]]
    curves: tuple[str, ...] = ("val_loss", "loss")  # what is kept of each epoch
    between_two: Callable[[Arrays, Arrays, Ground], McNemar] | None = None  # where two named runs are tested

    def measure(self, name: str) -> Measure:
        """A measure by its name; the first one for a name that is none of them."""
        return next((one for one in (*self.measures, LOSS) if one.name == name), self.measures[0])


TASKS = {
    task.name: task
    for task in (
        Task("forecast", forecasts.MEASURES, forecasts.score, forecasts.reference, forecasts.obstacle,
             forecasts.judged, forecasts.differences),
        Task("sentiment", texts.MEASURES, texts.score, texts.reference, texts.obstacle, texts.judged,
             texts.differences, ("val_loss", "loss", "val_accuracy"), texts.between_two),
    )
}  # fmt: skip
