"""How the runs of a task are compared: measures, their direction, how to pair."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.arrays import Arrays
from core.compare.test_set import Contest, Difference, Measure, Obstacle, Score, TestSet
from core.evaluate.mcnemar import McNemar
from core.evaluate.sent import Sent
from core.evaluate.verdict import Judged

LOSS = Measure("val_loss", lower=True)  # which every run has, also one that is not tested
COSTS = ("weights", "seconds", "latency")
Groups = Sequence[Sequence[Arrays]]


@dataclass(frozen=True)
class Pairing:
    """How runs are tested against baselines and each other."""

    simple: Callable[[TestSet], list[str]]  # the baselines, the one to take first
    judged: Callable[[Groups, TestSet], list[Judged]]
    differences: Callable[[Groups, TestSet], list[Difference]]
    contests: Callable[[Groups, TestSet], list[Contest]]  # places of baselines are in the order of `simple`


@dataclass(frozen=True)
class Comparison:
    """How the runs of one task are compared."""

    name: str  # as in specs
    measures: tuple[Measure, ...]  # on the test; the first one is what the pairs are tested on
    reference: Callable[[TestSet], str]
    obstacle: Callable[[TestSet, TestSet], Obstacle | None]
    pairing: Pairing | None = None  # None: nothing is tested in pairs
    score: Callable[[Arrays, TestSet], dict[str, Score]] | None = None  # from the answers that a run left
    recorded: Callable[[Mapping[str, Any], TestSet], dict[str, Score]] | None = None  # or from its record
    together: Callable[[Sequence[Arrays]], Arrays] | None = None  # of a group: the mean of its seeds
    outdated: Callable[[TestSet], bool] = lambda test_set: False  # scored by an earlier edition: not judged
    send: Callable[[Groups, Sequence[str], Sequence[float], TestSet], Sent | None] | None = (
        None  # what to use
    )
    # Measure of whether a run reached what was asked: it decides where nothing is paired. The baselines' run
    # then tells the loss of `chance`, and below which loss a run has `solved` it.
    goal: str = ""
    curves: tuple[str, ...] = ("val_loss", "loss")  # what is kept of each epoch
    costs: tuple[str, ...] = COSTS
    between_two: Callable[[Arrays, Arrays, TestSet], McNemar] | None = None  # where two named runs are tested

    def measure(self, name: str) -> Measure:
        """A measure by its name; the first one for a name that is none of them."""
        return next((one for one in (*self.measures, LOSS) if one.name == name), self.measures[0])
