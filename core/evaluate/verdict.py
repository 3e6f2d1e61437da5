"""The verdict, computed from the statistics alone. A finding, never advice."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from core.evaluate.significance import MIN_ORIGINS

ALPHA = 0.05
Finding = Literal["better", "no_better", "worse", "too_little", "outdated"]  # the last: not judged


@dataclass(frozen=True)
class Judged:
    """One cell against the reference."""

    cell: str
    skill: float | None
    low: float | None
    high: float | None
    p: float | None
    p_holm: float | None

    @property
    def better(self) -> bool:
        """Significant after Holm, and the skill's interval above zero."""
        return self.p_holm is not None and self.p_holm < ALPHA and self.low is not None and self.low > 0

    @property
    def worse(self) -> bool:
        """The skill's interval lies below zero."""
        return self.high is not None and self.high < 0


@dataclass(frozen=True)
class Verdict:
    """What was found."""

    outcome: Finding
    cell: str  # the best cell by skill; among those that are better, if any is
    provisional: bool  # some seeds have not ended
    tests: int  # size of the Holm family
    better: tuple[str, ...] = ()  # every cell that is, best first
    unfinished: tuple[str, ...] = ()  # cells without a result so far; they are not judged


def verdict(
    judged: Sequence[Judged],
    *,
    origins_non_overlapping: int,
    provisional: bool,
    wanted: Sequence[str] = (),
) -> Verdict:
    """Judge all cells of an experiment at once; at least one cell.

    Args:
        judged: One entry per cell, all against the same reference on the same origins.
        origins_non_overlapping: Below `MIN_ORIGINS` there is too little data to tell.
        provisional: Some seeds have not ended.
        wanted: All cells of the experiment; of those that are not judged no seed has ended.
    """
    tests = sum(j.p is not None for j in judged)
    ranked = sorted(judged, key=lambda j: float("-inf") if j.skill is None else j.skill, reverse=True)
    better = tuple(j.cell for j in ranked if j.better)
    unfinished = tuple(cell for cell in wanted if cell not in {j.cell for j in judged})
    found = partial(Verdict, provisional=provisional, unfinished=unfinished)
    if origins_non_overlapping < MIN_ORIGINS:
        return found("too_little", ranked[0].cell, tests=0)
    if better:
        return found("better", better[0], tests=tests, better=better)
    worse = all(j.worse for j in judged)
    return found("worse" if worse else "no_better", ranked[0].cell, tests=tests)
