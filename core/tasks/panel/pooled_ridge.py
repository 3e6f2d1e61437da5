"""Ridge regression pooled over the windows of all series: the simple counterpart of one network for all."""

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.evaluate.ridge import Fit, fit_ridge, ridge_forecasts
from core.tasks.panel.cuts import NONE
from core.tasks.panel.prepare import PreparedPanel
from core.tasks.panel.windows import Cut, PanelWindows

MOST_WINDOWS = 20_000  # that are fitted, drawn from all
MOST_NUMBERS = 12_000_000  # in them: 100 MB
NAME = "pooled_ridge"


def pooled_ridge(ready: PreparedPanel) -> tuple[Arrays, float]:
    """Forecasts by block, (series, origins, horizon), and the penalty that the validation origins chose.

    As the networks: fitted before validation for the calibration, before the test, and on all rows.
    """
    x, y = _fitted(ready, ready.before("validation"))
    validation = ready.windows(ready.origins("validation"))
    cut = validation.cut()
    rows = {
        "calibration": ready.origins("calibration"),
        "test": ready.origins("test"),
        "final": ready.future(),
    }
    _, penalty = ridge_forecasts(x, y, _inputs(cut, ready.task.lookback), cut.answers.astype(float), [])
    fits = {"calibration": fit_ridge(x, y, penalty)}
    fits["test"] = fit_ridge(*_fitted(ready, ready.before("test")), penalty)
    fits["final"] = fit_ridge(*_fitted(ready, ready.data.measured), penalty)
    return {f"{block}/{NAME}": _laid(ready, rows[block], fits[block]) for block in rows}, penalty


def laid(rows: Ints, told: Floats, horizon: int) -> Floats:
    """Forecasts of the windows at origins, (series, origins, horizon), NaN where there is none."""
    found = np.full((*rows.shape, horizon), np.nan)
    found[rows != NONE] = told
    return found


def _laid(ready: PreparedPanel, rows: Ints, fit: Fit) -> Floats:
    windows = ready.windows(rows)
    cut = windows.cut()
    return laid(
        rows, windows.restored(cut, fit.answers(_inputs(cut, ready.task.lookback))), ready.task.horizon
    )


def _fitted(ready: PreparedPanel, before: Ints) -> tuple[Floats, Floats]:
    cut = _drawn(ready, ready.training(before)).cut()
    return _inputs(cut, ready.task.lookback), cut.answers.astype(float)


def _drawn(ready: PreparedPanel, windows: PanelWindows) -> PanelWindows:
    numbers = ready.task.lookback + ready.task.horizon * ready.tables.known.shape[1] * 4 + 1
    most = min(MOST_WINDOWS, MOST_NUMBERS // numbers)
    return windows.some(np.random.default_rng(0).permutation(len(windows))[:most])


def _inputs(cut: Cut, lookback: int) -> Floats:
    """Scaled values of the window, its place in the season, all that is known ahead; (n, inputs)."""
    count = len(cut.sequence)
    values, ahead = cut.sequence.reshape(count, lookback, -1)[..., 0], cut.ahead.reshape(count, -1)
    return np.concatenate([values, cut.beside, ahead], axis=1, dtype=np.float64)
