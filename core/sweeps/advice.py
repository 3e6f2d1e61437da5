"""What to use, computed from what a sweep has found. It never claims what the statistics do not carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.evaluate.verdict import Verdict
from core.sweeps.pairs import Pair
from core.sweeps.records import Trial

WORTH_A_WORD = 1.2  # a setting that trains so many times faster than the winner is mentioned
Use = Literal["winner", "reference", "untold", "unscored", "outdated"]
Told = Literal["clear", "close", "too_few", "alone"]


@dataclass(frozen=True)
class Advice:
    """The recommendation and its reasons: quality on test, significance on validation, cost."""

    use: Use  # "untold": too little test data; "unscored": no test score yet; "outdated": one from before
    winner: Trial
    told: Told  # how clearly validation tells the winner's cell from the others
    close: tuple[str, ...]  # cells that it cannot be told from
    cheaper: Trial | None  # the fastest among their best settings, where it is clearly faster than the winner
    faster: float  # so many times


def advice(best: Sequence[Trial], pairs: Sequence[Pair], verdict: Verdict | None) -> Advice:
    """Weigh up a sweep.

    Args:
        best: The best setting of each cell, best first; at least one.
        pairs: All tests between them.
        verdict: Of the winner on test; None while it is not scored, or provisional.
    """
    winner = best[0]
    mine = [pair for pair in pairs if pair.better == winner.setting.cell]
    close = [pair.other for pair in mine if not pair.told_apart]
    cheaper, faster = _cheaper(winner, [trial for trial in best if trial.setting.cell in close])
    return Advice(_use(verdict), winner, _told(mine, close), tuple(close), cheaper, faster)


def _use(verdict: Verdict | None) -> Use:
    if verdict is None or verdict.provisional:
        return "unscored"
    if verdict.outcome == "too_little":
        return "untold"
    if verdict.outcome == "outdated":
        return "outdated"
    return "winner" if verdict.outcome == "better" else "reference"


def _told(mine: Sequence[Pair], close: Sequence[str]) -> Told:
    if not mine:
        return "alone"
    if all(pair.p is None for pair in mine):
        return "too_few"
    return "close" if close else "clear"


def _cheaper(winner: Trial, others: Sequence[Trial]) -> tuple[Trial | None, float]:
    times = [(found, trial) for trial in others if (found := _times_as_fast(trial, winner))]
    faster, fastest = max(times, key=lambda pair: pair[0], default=(1.0, None))
    return (fastest, faster) if faster >= WORTH_A_WORD else (None, 1.0)


def _times_as_fast(trial: Trial, winner: Trial) -> float | None:
    """The lower of two ratios, so that neither contradicts what is said.

    Seconds hold what was compiled, and when training was stopped; examples per second hold neither.
    """
    paces = _ratio(trial.fact("samples"), winner.fact("samples"))
    seconds = _ratio(winner.fact("seconds"), trial.fact("seconds"))
    return None if paces is None or seconds is None else min(paces, seconds)


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one and other else None
