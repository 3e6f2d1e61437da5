"""The facts of an experiment in the memory lab: who learns, how soon, and how far gradients reach."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Arrays, Floats
from core.specs import ExperimentSpec
from core.tasks.memory.problems import PROBLEMS, Problem
from core.tasks.memory.spec import MemorySpec


@dataclass(frozen=True)
class Trained:
    """What one finished run tells."""

    seed: int
    loss: float  # on the test
    accuracy: float | None
    seconds: float  # of its training
    solved_after: int | None  # updates until the validation loss first counted as solved
    solved_seconds: float | None  # the same in seconds
    arrays: Arrays  # gradient norms (steps,), and what it told of the example that is shown


@dataclass(frozen=True)
class Learner:
    """One cell over its seeds."""

    cell: str
    units: int
    weights: int
    runs: tuple[Trained, ...]  # at least one, by seed
    solved: int  # so many of them solved the problem on the test

    @property
    def loss(self) -> float:
        """Mean over seeds of the test loss."""
        return float(np.mean([run.loss for run in self.runs]))

    @property
    def deviation(self) -> float | None:
        """Standard deviation over seeds of the test loss; of one seed there is none."""
        return float(np.std([run.loss for run in self.runs], ddof=1)) if len(self.runs) > 1 else None

    @property
    def accuracy(self) -> float | None:
        """Mean over seeds; None where numbers are told."""
        accuracies = [run.accuracy for run in self.runs if run.accuracy is not None]
        return float(np.mean(accuracies)) if accuracies else None

    @property
    def solved_after(self) -> float | None:
        """Median number of updates over the seeds that solved it."""
        return _median([run.solved_after for run in self.runs])

    @property
    def solved_seconds(self) -> float | None:
        """Median seconds until then."""
        return _median([run.solved_seconds for run in self.runs])

    @property
    def seconds(self) -> float:
        """Mean over seeds of the training's seconds."""
        return float(np.mean([run.seconds for run in self.runs]))

    @property
    def typical(self) -> Trained:
        """The run with the median test loss."""
        ranked = sorted(self.runs, key=lambda run: (run.loss, run.seed))
        return ranked[(len(ranked) - 1) // 2]

    def gradients(self, name: str) -> Floats | None:
        """Geometric mean over seeds of "before_hidden", "after_hidden" or the same of "cell", (steps,)."""
        found = [run.arrays[name] for run in self.runs if name in run.arrays]
        if not found:
            return None
        with np.errstate(divide="ignore"):
            return np.asarray(np.exp(np.mean(np.log(found), axis=0)))


@dataclass(frozen=True)
class MemoryOutcome:
    """All there is to say so far."""

    task: MemorySpec
    wanted: tuple[str, ...]  # cells that were asked for
    learners: tuple[Learner, ...]  # those that have a result, in the same order
    updates: int  # weight updates in an epoch
    seeds_wanted: int
    ended: bool  # nothing is to come any more

    @property
    def problem(self) -> Problem:
        """With its columns, classes, chance, and what counts as solved."""
        return PROBLEMS[self.task.problem]

    def names(self, how: str) -> tuple[str, ...]:
        """Cells of which every seed ("all"), some ("some") or none ("none") solved the problem."""
        found = {"all": lambda one: one.solved == len(one.runs), "none": lambda one: one.solved == 0}
        found["some"] = lambda one: 0 < one.solved < len(one.runs)
        return tuple(one.cell for one in self.learners if found[how](one))


def memory_outcome_of(
    spec: ExperimentSpec,
    updates: int,
    sizes: dict[str, tuple[int, int]],
    trained: dict[str, list[Trained]],
    *,
    ended: bool,
) -> MemoryOutcome | None:
    """Put together what finished runs tell; None as long as there is none.

    Args:
        updates: Weight updates in an epoch.
        sizes: Units and weights by cell.
        trained: Finished runs by cell.
    """
    problem = PROBLEMS[spec.of(MemorySpec).problem]
    learners = tuple(
        Learner(cell, *sizes[cell], tuple(found), sum(run.loss < problem.solved for run in found))
        for cell in spec.cells
        if (found := sorted(trained.get(cell, []), key=lambda run: run.seed))
    )
    if not learners:
        return None
    return MemoryOutcome(spec.of(MemorySpec), spec.cells, learners, updates, spec.seeds, ended)


def _median(values: list[int | None] | list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.median(known)) if known else None
