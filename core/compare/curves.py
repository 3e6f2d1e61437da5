"""What each look at the losses told, along updates or seconds: mean and band over the seeds of a group."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.store.records import Epoch

POINTS = 60  # at which curves along seconds are read
AXES = ("updates", "seconds")


@dataclass(frozen=True)
class Curve:
    """Mean over the seeds that got so far, and the lowest and highest of them."""

    at: Floats  # weight updates, or seconds since training began
    mean: Floats
    low: Floats
    high: Floats


def curve(seeds: Sequence[Sequence[Epoch]], value: str, axis: str) -> Curve:
    """One group's curve; empty before the first look.

    Along updates each seed counts where it was looked at; along seconds it is read between its looks, which
    come at other moments in each seed. Runs of versions that counted epochs stand at those.

    Args:
        seeds: Looks at each seed, in order.
        value: "val_loss", "loss" or "val_accuracy".
        axis: One of AXES.
    """
    lines = [line for each in seeds if (line := _line(each, value, axis))[0].size]
    if not lines:
        return Curve(*(np.array([]) for _ in range(4)))
    at = _grid(lines, axis)
    table = np.array([np.interp(at, *line, left=np.nan, right=np.nan) for line in lines])
    reached = ~np.isnan(table).all(axis=0)
    at, table = at[reached], table[:, reached]
    return Curve(at, np.nanmean(table, axis=0), np.nanmin(table, axis=0), np.nanmax(table, axis=0))


def _line(epochs: Sequence[Epoch], value: str, axis: str) -> tuple[Floats, Floats]:
    known = [
        (one.at if axis == "updates" else one.seconds, getattr(one, value))
        for one in epochs
        if getattr(one, value) is not None
    ]
    points = np.array(known, dtype=float).reshape(-1, 2)
    return points[:, 0], points[:, 1]


def _grid(lines: Sequence[tuple[Floats, Floats]], axis: str) -> Floats:
    """Every look there is; or equally far moments, with each seed's last one among them."""
    if axis == "updates" or len(lines) == 1:
        return np.unique(np.concatenate([at for at, _ in lines]))
    first, last = min(at[0] for at, _ in lines), max(at[-1] for at, _ in lines)
    even = np.linspace(first, last, POINTS)
    return np.unique(np.concatenate([even, [at[-1] for at, _ in lines]]))
