"""What networks read: a window of one series, or of all of them at once."""

import numpy as np

from core.arrays import Floats, Ints
from core.tasks.panel.cuts import NONE
from core.tasks.panel.joint import JointWindows
from core.tasks.panel.prepare import PreparedPanel
from core.tasks.panel.windows import PanelWindows

NetworkWindows = PanelWindows | JointWindows


def windows_at(ready: PreparedPanel, rows: Ints, *, together: bool) -> NetworkWindows:
    """The windows at origins (series, n) that can be used; of all series at once, a window for each time."""
    if not together:
        return ready.windows(rows)
    times = times_of(ready, rows)
    return _joint(ready, times[times != NONE])


def training_windows(ready: PreparedPanel, before: Ints, *, together: bool) -> NetworkWindows:
    """Every window whose answers lie before a row of its series.

    Args:
        before: Rows, (series,).
    """
    windows = ready.training(before)
    if not together:
        return windows
    return _joint(ready, np.unique(ready.data.starts[windows.series] + windows.origins))


def laid(ready: PreparedPanel, rows: Ints, told: Floats, *, together: bool) -> Floats:
    """Forecasts of the windows at origins, (series, origins, horizon), NaN where there is none."""
    found = np.full((*rows.shape, ready.task.horizon), np.nan)
    if not together:
        found[rows != NONE] = told
        return found
    each = told.reshape(len(told), ready.task.horizon, len(rows))  # (times, horizon, series)
    found[:, times_of(ready, rows) != NONE] = each.transpose(2, 0, 1)
    found[rows == NONE] = np.nan
    return found


def times_of(ready: PreparedPanel, rows: Ints) -> Ints:
    """Places on the grid of origins (series, n), which all series share, (n,); `NONE` where none is used."""
    times: Ints = np.where(rows != NONE, rows + ready.data.starts[:, None], NONE).max(axis=0)
    return times


def _joint(ready: PreparedPanel, times: Ints) -> JointWindows:
    return JointWindows(ready.tables, ready.reading, ready.fewest, times)
