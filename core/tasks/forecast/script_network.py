"""Text of the take-home script, second half: the network, its training, its forecasts."""

from core.tasks.forecast.spec import ForecastSpec

LOSS = '''
def measured(truth, told):
    """The loss over the answers that were measured; a blank misses by nothing and counts for nothing."""
    known = keras.ops.logical_not(keras.ops.isnan(truth))
    share = keras.ops.mean(keras.ops.cast(known, told.dtype))
    errors = getattr(keras.losses, LOSS)(reduction="none")
    return errors(keras.ops.where(known, truth, told), told) / share
'''

BUILD = '''
def build(fit):
    """A stack of recurrent layers; a dense layer reads the last hidden state."""
    keras.utils.set_random_seed(SEED)
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    stack = [keras.Input(windows(fit, fit.rows[:1]).shape[1:])]
    for depth in range(LAYERS):
        every_step = depth < LAYERS - 1
<<layer>>
    stack.append(keras.layers.Dense(STEPS, kernel_initializer="zeros"))  # begins with the mean
    network = keras.Sequential(stack)
    loss = LOSS_USED
<<compile>>
    return network
'''

_PREDICT = '''
def predict(network, x):
    """What the network says, in double precision."""
    return network.predict(x, batch_size=1024, verbose=0).astype(np.float64)
'''

_DIRECT = '''
def forecast(network, fit, rows):
    """Forecast HORIZON steps from each row, all of them at once."""
    answer = predict(network, windows(fit, rows)) * fit.deviation + fit.middle
<<owned>>
    return <<possible>>
'''

_OWNED = """
    shift, scale = own(fit.values, rows)
    answer = answer * scale[:, None] + shift[:, None]
"""

_RECURSIVE = '''
def forecast(network, fit, rows):
    """Forecast step by step: each forecast becomes the newest step of the next window."""
    window, last = windows(fit, rows), filled(fit.values)[rows]
    found = np.empty((len(rows), HORIZON))
    for step in range(HORIZON):
        answer = predict(network, window) * fit.deviation + fit.middle
        now = <<possible>>[:, 0]
        newest = fit.inputs[rows + step + 1].copy()
        newest[:, 0] = (<<read>> - fit.mean) / fit.spread
        window = np.concatenate([window[:, 1:], newest[:, None]], axis=1, dtype=np.float32)
        found[:, step] = last = now
    return found
'''

_READ = {"levels": "now", "differences": "(now - last)", "log_returns": "(np.log(now) - np.log(last))"}

MAIN = '''
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
'''


def forecasting(task: ForecastSpec, transform: str, floored: bool) -> list[str]:
    """From what the network says to forecasts."""
    scaled = task.window_scaling != "none"
    if task.strategy == "recursive":
        told, template = "answered(answer, last[:, None])", _RECURSIVE.replace("<<read>>", _READ[transform])
    else:
        told = "answered(answer, start(fit.values, rows))"
        template = _DIRECT.replace("<<owned>>\n", _OWNED.lstrip("\n") if scaled else "")
    return [_PREDICT, template.replace("<<possible>>", f"possible({told}, fit.before)" if floored else told)]
