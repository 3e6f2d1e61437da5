"""Train one recurrent network on one series, and compare its forecasts with what came.

It does what the app did for one cell and one seed: same rows, same scaling, same network, same seed, same
order of the rows; then the same again on all rows before the test, and on all rows for the future. The app
judges and sends the mean of several seeds' forecasts: one seed alone is most often a little worse.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from core.tasks.forecast.templates.choices import ENDS_AT_ZERO, STRATEGY, TRANSFORM, WINDOW_SCALING
from core.tasks.forecast.templates.inputs import fitted_on, origins, possible, windows
from core.tasks.forecast.templates.reading import filled, read
from core.tasks.forecast.templates.settings import AHEAD, FOLDS, HORIZON, TEST_START, TEST_STRIDE, TRAIN_END
from core.tasks.forecast.templates.training import follow, trained
from core.tasks.forecast.templates.transforms import answered, own, start


def predict(network, x):
    """What the network says, in double precision."""
    return network.predict(x, batch_size=1024, verbose=0).astype(np.float64)


if STRATEGY == "recursive":

    def forecast(network, fit, rows):
        """Forecast step by step: each forecast becomes the newest step of the next window."""
        window, last = windows(fit, rows), filled(fit.values)[rows]
        found = np.empty((len(rows), HORIZON))
        for step in range(HORIZON):
            answer = predict(network, window) * fit.deviation + fit.middle
            if ENDS_AT_ZERO:
                now = possible(answered(answer, last[:, None]), fit.before)[:, 0]
            else:
                now = answered(answer, last[:, None])[:, 0]
            newest = fit.inputs[rows + step + 1].copy()
            if TRANSFORM == "levels":
                newest[:, 0] = (now - fit.mean) / fit.spread
            elif TRANSFORM == "differences":
                newest[:, 0] = ((now - last) - fit.mean) / fit.spread
            else:
                newest[:, 0] = ((np.log(now) - np.log(last)) - fit.mean) / fit.spread
            window = np.concatenate([window[:, 1:], newest[:, None]], axis=1, dtype=np.float32)
            found[:, step] = last = now
        return found

else:

    def forecast(network, fit, rows):
        """Forecast HORIZON steps from each row, all of them at once."""
        answer = predict(network, windows(fit, rows)) * fit.deviation + fit.middle
        if WINDOW_SCALING != "none":
            shift, scale = own(fit.values, rows)
            answer = answer * scale[:, None] + shift[:, None]
        if ENDS_AT_ZERO:
            return possible(answered(answer, start(fit.values, rows)), fit.before)
        else:
            return answered(answer, start(fit.values, rows))


def folds(values):
    """The rows from which the test is forecast, fold by fold, and the row before which each is refitted."""
    rows = origins(TEST_START, len(values))[::TEST_STRIDE]
    rows = rows[~np.isnan(values[rows[:, None] + np.arange(1, HORIZON + 1)]).all(axis=1)]
    cut = [part for part in np.array_split(rows, FOLDS) if len(part)]
    return list(zip([TEST_START, *(part[0] + 1 for part in cut[1:])], cut, strict=True))


def say(what, values, rows, found):
    """Scores of forecasts, over what was measured."""
    error = values[rows[:, None] + np.arange(1, HORIZON + 1)] - found
    print(f"{what}: test MAE {np.nanmean(np.abs(error)):.10g}")
    print(f"{what}: test RMSE {np.sqrt(np.nanmean(error**2)):.10g}")


def main():
    table = read()
    fit = fitted_on(table, TRAIN_END)
    network, rates = trained(fit)
    cut, values = folds(fit.values), fit.values
    rows = np.concatenate([part for _, part in cut])
    say("on training rows", values, rows, forecast(network, fit, rows))

    found = []
    for before, part in cut:
        fit = fitted_on(table, before)
        found.append(forecast(follow(fit, rates), fit, part))
    say("refitted before the test", values, rows, np.concatenate(found))

    fit = fitted_on(table, len(values))  # what follows the last row is not known yet
    rows = np.append(rows, len(values) - 1)
    found = np.concatenate([*found, forecast(follow(fit, rates), fit, rows[-1:])])
    times, known = [*map(str, table.index), *AHEAD], np.append(values, np.full(HORIZON, np.nan))
    lines = [
        (times[row], times[row + step], step, found[place, step - 1], known[row + step])
        for place, row in enumerate(rows)
        for step in range(1, HORIZON + 1)
    ]
    path = Path(__file__).with_suffix(".forecast.csv")
    columns = ["origin", "time", "step", "forecast", "actual"]
    pd.DataFrame(lines, columns=columns).to_csv(path, index=False)
    print(f"forecasts are in {path.name}")


if __name__ == "__main__":
    main()
