"""What the runs of an experiment are judged on, and why those of two experiments may not be paired."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, TypeVar

from core.arrays import Arrays
from core.evaluate import from_before
from core.evaluate.significance import holm
from core.evaluate.verdict import ALPHA
from core.store.records import Experiment

Score = float | None  # None: not defined
OF = "@"  # between a baseline and the experiment whose own it is, where experiments have other ones


@dataclass(frozen=True)
class Measure:
    """One score on the test, and which way it is better."""

    name: str
    lower: bool = False  # lower is better
    share: bool = False  # between 0 and 1, shown in percent


@dataclass(frozen=True, eq=False)
class TestSet:
    """What the baselines' run of an experiment left: truth, origins or rows, each method's answers."""

    __test__: ClassVar[bool] = False  # its name would make it a test

    experiment: Experiment
    arrays: Arrays
    facts: Mapping[str, Any]


def outdated(test_set: TestSet) -> bool:
    """Whether an experiment was scored by an earlier edition of the protocol: it is not judged."""
    return from_before(test_set.facts)


def baseline_names(test_set: TestSet, order: Iterable[str]) -> list[str]:
    """The baselines of a test set, in the order in which they are shown."""
    found = [name.removeprefix("test/") for name in test_set.arrays if name.startswith("test/")]
    return sorted(found, key=lambda name: list(order).index(baseline_name(name)[0]))


def baseline_name(method: str) -> tuple[str, str | None]:
    """A baseline of a test set, and the experiment that it comes from where they have different ones."""
    name, _, experiment = method.partition(OF)
    return name, experiment or None


@dataclass(frozen=True)
class Obstacle:
    """Why two experiments cannot be compared in pairs: the first thing that differs."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Contest:
    """A baseline against a group of runs or another baseline, on the common test.

    Places count the groups first, then the baselines.
    """

    first: int
    second: int
    losses: tuple[float, float]  # lower is better
    p: float | None  # two-sided
    p_holm: float | None = None

    @property
    def loser(self) -> int | None:
        """Whom the other one clearly beats, where the test shows it."""
        if self.p_holm is None or self.p_holm >= ALPHA or self.losses[0] == self.losses[1]:
            return None
        return self.second if self.losses[0] < self.losses[1] else self.first


@dataclass(frozen=True)
class Difference:
    """Two groups of runs on the same test, the first against the second."""

    first: int  # places of the groups
    second: int
    scores: tuple[float, float]  # of the main measure, means over seeds
    gain: Score  # above 0: the first is better
    low: Score  # its 95 % interval
    high: Score
    p: Score  # two-sided
    p_holm: Score = None

    @property
    def finding(self) -> str:
        """ "first", "second" (which is better), "no_difference", or "too_little" where no test was made."""
        if self.p_holm is None or self.gain is None or self.low is None or self.high is None:
            return "too_little"
        if self.p_holm >= ALPHA:
            return "no_difference"
        if min(self.gain, self.low) > 0:
            return "first"
        return "second" if max(self.gain, self.high) < 0 else "no_difference"

    @property
    def better(self) -> int | None:
        """The group that is better, where one is."""
        return {"first": self.first, "second": self.second}.get(self.finding)


Pair = TypeVar("Pair", Contest, Difference)


def after_holm(found: Sequence[Pair]) -> list[Pair]:
    """All pairs of one family with their p-values corrected for their number."""
    adjusted = holm([one.p for one in found])
    return [replace(one, p_holm=p) for one, p in zip(found, adjusted, strict=True)]
