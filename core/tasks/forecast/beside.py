"""Two forecasts beside each other, on the same origins: which has more skill, and is it more than luck?"""

from typing import NamedTuple

from core.arrays import Floats, Ints
from core.evaluate.known import stride as stride_of
from core.evaluate.significance import diebold_mariano, skill, skill_gain_interval, steps_shared


class Beside(NamedTuple):
    """What was found; None where nothing can be told."""

    errors: tuple[float, float]  # MAE of both
    gain: float | None  # skill of the first less that of the second
    low: float | None  # its 95 % interval
    high: float | None
    p: float | None  # two-sided


def beside(ours: Floats, theirs: Floats, reference: Floats, horizon: int, rows: Ints, seed: int) -> Beside:
    """Compare two forecasts by their losses.

    Args:
        ours, theirs: Loss per origin, (origins,).
        reference: The same of what both skills are measured against.
        horizon: Steps ahead.
        rows: Of the origins.
        seed: Of the resampling.
    """
    errors, stride = (float(ours.mean()), float(theirs.mean())), stride_of(rows)
    low, high = skill_gain_interval(
        ours[None], theirs[None], reference, block=steps_shared(horizon, stride), seed=seed, rows=rows,
        stride=stride,
    )  # fmt: skip
    first, second = (skill(error, float(reference.mean())) for error in errors)
    gain = None if first is None or second is None else first - second
    return Beside(errors, gain, low, high, two_sided(ours, theirs, horizon, rows))


def two_sided(ours: Floats, theirs: Floats, horizon: int, rows: Ints) -> float | None:
    """p of Diebold and Mariano's test of their losses, whichever is lower."""
    return diebold_mariano(
        ours, theirs, horizon=horizon, stride=stride_of(rows), alternative="two-sided", rows=rows
    ).p
