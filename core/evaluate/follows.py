"""Does a forecast merely repeat the last value? An audit with a margin that noise does not reach."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.metrics import ratio
from core.evaluate.significance import skill, skill_interval, steps_shared

STILL = 0.5  # of the series' own movement: a forecast that moves more does not stand still
LITTLE = 0.05  # skill against the last value that must be out of reach
BOOTSTRAP_SEED = 24


@dataclass(frozen=True)
class FollowsYesterday:
    """How far a forecast moves away from the value it started from, and what that was good for.

    For a random walk the best forecast repeats the last value: a finding, not a fault.
    """

    moves: float | None  # its mean distance from the last value, in that of what came
    skill: float | None  # 1 - MAE / MAE of the last value
    low: float | None  # 95 % interval of the skill
    high: float | None
    follows: bool | None  # None: too little to tell


def follows_yesterday(
    forecast: Floats, last: Floats, truth: Floats, *, stride: int = 1, rows: Ints | None = None
) -> FollowsYesterday:
    """Compare a forecast with the value that it started from, over all steps ahead.

    It follows yesterday if all of this holds: it moves away from the last value at most half as far as the
    series does; it is not shown to be better than the last value (the 95 % interval of its skill against it
    reaches down to 0); and that it is better by a twentieth can be ruled out (the interval ends below 5 %).
    On noise the mean, which is the best forecast, moves 0.71 times as far as the series and has a skill of
    29 %; on a random walk the last value itself has 0 and 0.

    Args:
        forecast: Shape (origins, horizon).
        last: Values at the origins, shape (origins,).
        truth: What came, shape (origins, horizon); nan where it was not measured.
        stride: Rows between neighbouring origins.
        rows: Rows of the origins, where some are left out.
    """
    known = np.isfinite(truth) & np.isfinite(forecast)
    kept = known.any(axis=1)
    far, came, missed = (
        _mean_per_origin(distance[kept], known[kept])
        for distance in (forecast - last[:, None], truth - last[:, None], forecast - truth)
    )
    if not kept.any():
        return FollowsYesterday(None, None, None, None, None)
    moves = ratio(float(far.mean()), float(came.mean()))
    low, high = skill_interval(
        missed[None], came, block=steps_shared(truth.shape[1], stride), seed=BOOTSTRAP_SEED, stride=stride,
        rows=(np.arange(len(truth)) * stride if rows is None else rows)[kept],
    )  # fmt: skip
    gained = skill(float(missed.mean()), float(came.mean()))
    if moves is None or low is None or high is None:
        return FollowsYesterday(moves, gained, low, high, None)
    return FollowsYesterday(moves, gained, low, high, moves <= STILL and low <= 0 and high < LITTLE)


def _mean_per_origin(difference: Floats, known: np.ndarray) -> Floats:
    total: Floats = np.where(known, np.abs(difference), 0.0).sum(axis=1) / known.sum(axis=1)
    return total
