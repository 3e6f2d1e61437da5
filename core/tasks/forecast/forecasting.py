"""From a trained network to forecasts on the original scale, directly or step by step."""

import numpy as np

from core.arrays import Floats, Ints
from core.data.windows import Windows
from core.networks.trainers import Trainer
from core.tasks.forecast import transforms
from core.tasks.forecast.prepare import Prepared


def forecasts(trainer: Trainer, prepared: Prepared, rows: Ints) -> Floats:
    """Forecast `horizon` steps from each origin, shape (origins, horizon)."""
    if prepared.task.strategy == "direct":
        return prepared.forecast(trainer.predict(prepared.windows(rows)), rows)
    return _recursive(trainer, prepared, rows)


def _recursive(trainer: Trainer, prepared: Prepared, rows: Ints) -> Floats:
    """Feed each answer back as the newest step; the calendar of the steps ahead is known."""
    window, last = prepared.windows(rows).cut(), prepared.values[rows]
    found = np.empty((len(rows), prepared.task.horizon))
    for step in range(prepared.task.horizon):
        now = prepared.forecast_from(trainer.predict(Windows.of(window)), last)[:, 0]
        newest = prepared.features[rows + step + 1].copy()
        newest[:, 0] = _as_input(prepared, now, last)
        window = np.concatenate([window[:, 1:], newest[:, None]], axis=1)
        found[:, step] = last = now
    return found


def _as_input(prepared: Prepared, now: Floats, before: Floats) -> Floats:
    """The scaled input for a value, given the value one step earlier."""
    pairs = np.stack([before, now], axis=1)
    scaling = prepared.scaling
    shown = np.array([transforms.seen(scaling.transform, pair)[1] for pair in pairs])
    return (shown - scaling.input_mean[0]) / scaling.input_deviation[0]
