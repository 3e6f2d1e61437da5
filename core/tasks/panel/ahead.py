"""The times that are forecast."""

import numpy as np
import pandas as pd

from core.data.calendars import future_times
from core.data.panel.dataset import Panel
from core.data.panel.facts import time_of
from core.tasks.panel.spec import PanelSpec


def times_ahead(data: Panel, task: PanelSpec) -> list[list[str]]:
    """The times that are forecast, of each series; all the same but where each begins at its own end."""
    horizon, ends, grid = task.horizon, data.starts + data.measured, grid_ahead(data, task)
    begins = ends if task.aligned == "ends" else np.full(len(data), ends.max())
    named = [time_of(grid, place) for place in range(len(grid))]
    return [named[begin : begin + horizon] for begin in begins]


def grid_ahead(data: Panel, task: PanelSpec) -> pd.Index:
    """The times of the series up to the last one that is forecast."""
    behind = int((data.starts + data.measured).max()) + task.horizon - len(data.grid)
    return data.grid.append(future_times(data.times(), behind).index) if behind > 0 else data.grid
