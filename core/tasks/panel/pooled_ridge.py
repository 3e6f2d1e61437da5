"""Ridge regression pooled over the windows of all series: the simple counterpart of one network for all."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.evaluate.ridge import Fit, fit_ridge, ridge_forecasts
from core.tasks.panel.network_windows import NetworkWindows, laid, training_windows, windows_at
from core.tasks.panel.outcome import RIDGES
from core.tasks.panel.prepare import PreparedPanel
from core.tasks.panel.windows import Cut

MOST_WINDOWS = 20_000  # that are fitted, drawn from all
MOST_NUMBERS = 12_000_000  # in them: 100 MB


def pooled_ridge(ready: PreparedPanel, *, together: bool = False) -> tuple[Arrays, float]:
    """Forecasts by block, (series, origins, horizon), and the penalty that the validation origins chose.

    As the networks: fitted before validation for the calibration, before the test, and on all rows.

    Args:
        together: It reads all series at once and tells all of them, as such a network does.
    """
    fitting = _Fitting(ready, together)
    rows = {
        "calibration": ready.origins("calibration"),
        "test": ready.origins("test"),
        "final": ready.future(),
    }
    x, y = fitting.windows(ready.before("validation"))
    validation = windows_at(ready, ready.origins("validation"), together=together)
    cut = validation.cut()
    _, penalty = ridge_forecasts(x, y, inputs(validation, cut), cut.answers.astype(float), [])
    fits = {"calibration": fit_ridge(x, y, penalty)}
    fits["test"] = fit_ridge(*fitting.windows(ready.before("test")), penalty)
    fits["final"] = fit_ridge(*fitting.windows(ready.data.measured), penalty)
    name = RIDGES[together]
    return {f"{block}/{name}": fitting.told(rows[block], fits[block]) for block in rows}, penalty


@dataclass(frozen=True)
class _Fitting:
    """What is fitted, and where it forecasts from."""

    ready: PreparedPanel
    together: bool

    def windows(self, before: Ints) -> tuple[Floats, Floats]:
        """Inputs and answers before rows (series,), drawn from all where there are very many."""
        windows = self._drawn(training_windows(self.ready, before, together=self.together))
        cut = windows.cut()
        return inputs(windows, cut), cut.answers.astype(float)

    def told(self, rows: Ints, fit: Fit) -> Floats:
        """Forecasts at origins, (series, origins, horizon)."""
        windows = windows_at(self.ready, rows, together=self.together)
        cut = windows.cut()
        told = windows.restored(cut, fit.answers(inputs(windows, cut)))
        return laid(self.ready, rows, told, together=self.together)

    def _drawn(self, windows: NetworkWindows) -> NetworkWindows:
        ready = self.ready
        numbers = ready.task.lookback + ready.task.horizon * ready.tables.known.shape[1] * 4 + 1
        numbers *= len(ready.data) if self.together else 1
        most = min(MOST_WINDOWS, MOST_NUMBERS // numbers)
        return windows.some(np.random.default_rng(0).permutation(len(windows))[:most])


def inputs(windows: NetworkWindows, cut: Cut) -> Floats:
    """Scaled values of the window, its place in the season, all that is known ahead; (n, inputs)."""
    ahead = cut.ahead.reshape(len(windows), -1)
    return np.concatenate([windows.values(cut), cut.beside, ahead], axis=1, dtype=np.float64)
