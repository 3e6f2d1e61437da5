"""Distances after warping time (DTW, Sakoe & Chiba 1978): many pairs of series side by side."""

import numpy as np

from core.arrays import Bools, Floats, Padded

WINDOW = 0.1  # share of the longest series by which steps may be moved
PAIRS = 10_000  # whose table is filled at once


def dtw(ours: Padded, theirs: Padded, window: float = WINDOW) -> Floats:
    """Least sum of squared differences over all ways of matching steps in order, (ours, theirs).

    Columns are warped together. Where lengths differ by more than the window, a pair's is as wide as that.
    """
    reach = int(np.ceil(window * max(ours.shape[1], theirs.shape[1])))
    most = max(1, PAIRS // len(theirs))
    parts = [ours.take(slice(start, start + most)) for start in range(0, len(ours), most)]
    return np.concatenate([_distances(part, theirs, reach) for part in parts])


def _distances(ours: Padded, theirs: Padded, reach: int) -> Floats:
    """Row by row of the table of costs; of it only the row before is kept, (steps + 1, ours, theirs)."""
    apart = np.abs(ours.lengths[:, None] - theirs.lengths[None])
    wide = np.maximum(apart, reach)
    x, y = np.moveaxis(ours.table, 1, 0), np.moveaxis(theirs.table, 1, 0)  # (steps, n, columns)
    steps, widest = len(y), int(wide.max())
    before = np.full((steps + 1, *wide.shape), np.inf)
    before[0] = 0.0
    found = np.empty(wide.shape)
    for i in range(int(ours.lengths.max())):
        now = np.full_like(before, np.inf)
        for j in range(max(0, i - widest), min(steps, i + widest + 1)):
            best = np.minimum(np.minimum(before[j], before[j + 1]), now[j])
            now[j + 1] = best + _squared(x[i], y[j])
            if abs(i - j) > reach:
                now[j + 1][wide < abs(i - j)] = np.inf
        before = now
        _note(found, now, ours.lengths == i + 1, theirs)
    return found


def _squared(x: Floats, y: Floats) -> Floats:
    """Between steps of all pairs: (ours, columns) and (theirs, columns) -> (ours, theirs)."""
    found = np.subtract.outer(x[:, 0], y[:, 0]) ** 2
    for column in range(1, x.shape[1]):
        found += np.subtract.outer(x[:, column], y[:, column]) ** 2
    return found


def _note(found: Floats, now: Floats, ended: Bools, theirs: Padded) -> None:
    """The cost where both have ended, of those of ours that end here."""
    for length in np.unique(theirs.lengths) if ended.any() else ():
        cell = np.ix_(ended, theirs.lengths == length)
        found[cell] = now[length][cell]
