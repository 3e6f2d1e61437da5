"""The verdict, computed from the statistics alone. A finding, never advice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from core.evaluate.significance import MIN_ORIGINS, holm

ALPHA = 0.05
Finding = Literal["better", "no_better", "worse", "too_little", "outdated"]  # the last: not judged


@dataclass(frozen=True)
class Judged:
    """One cell against the baselines."""

    cell: str
    gain: float | None  # skill, or gain in accuracy, over the baseline that did best on the test
    low: float | None  # 95 % interval of that gain
    high: float | None
    p: float | None  # of not better: the largest over every baseline
    p_holm: float | None
    p_worse: float | None = None  # of not worse than the baseline that was chosen beforehand
    p_worse_holm: float | None = None
    lowest: float | None = None  # the lowest end of such intervals against every baseline

    @property
    def better(self) -> bool:
        """Significant after Holm against every baseline, and every skill interval above zero."""
        return self.p_holm is not None and self.p_holm < ALPHA and self.lowest is not None and self.lowest > 0

    @property
    def worse(self) -> bool:
        """Significantly worse, after Holm, than the baseline that was chosen beforehand."""
        return self.p_worse_holm is not None and self.p_worse_holm < ALPHA


@dataclass(frozen=True)
class Verdict:
    """What was found."""

    outcome: Finding
    cell: str  # the best cell by skill; among those that are better, if any is
    provisional: bool  # some seeds have not ended
    tests: int  # size of the Holm family: cells that were tested
    better: tuple[str, ...] = ()  # every cell that is, best first
    unfinished: tuple[str, ...] = ()  # cells without a result so far; they are not judged


def families(judged: Sequence[Judged]) -> list[Judged]:
    """The same with p-values adjusted by Holm: one family of better, one of worse."""
    better, worse = holm([one.p for one in judged]), holm([one.p_worse for one in judged])
    return [replace(one, p_holm=p, p_worse_holm=q) for one, p, q in zip(judged, better, worse, strict=True)]


def verdict(
    judged: Sequence[Judged],
    *,
    independent: int,
    provisional: bool,
    wanted: Sequence[str] = (),
) -> Verdict:
    """Judge all cells of an experiment at once; at least one cell.

    It is better if any cell is, and worse only if every one is: who has one cell that holds its own has no
    reason to drop the network.

    Args:
        judged: One entry per cell, all against the same baselines on the same origins.
        independent: Below `MIN_ORIGINS` there is too little data to tell.
        provisional: Some seeds have not ended.
        wanted: All cells of the experiment; of those that are not judged no seed has ended.
    """
    tests = sum(j.p is not None for j in judged)
    ranked = sorted(judged, key=lambda j: float("-inf") if j.gain is None else j.gain, reverse=True)
    better = tuple(j.cell for j in ranked if j.better)
    unfinished = tuple(cell for cell in wanted if cell not in {j.cell for j in judged})
    found = partial(Verdict, provisional=provisional, unfinished=unfinished)
    if independent < MIN_ORIGINS:
        return found("too_little", ranked[0].cell, tests=0)
    if better:
        return found("better", better[0], tests=tests, better=better)
    worse = all(j.worse for j in judged)
    return found("worse" if worse else "no_better", ranked[0].cell, tests=tests)
