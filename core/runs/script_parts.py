'''The text of the take-home script, in the order in which it is put together by `core.runs.script`.

Words in capitals that the parts read are settings at the top of the script.
'''

HEAD = '''
"""Train one recurrent network on one series, and compare its forecasts with what came.

It does what the app did for one cell and one seed: same rows, same scaling, same network, same seed.
On the same machine and with the same versions of Keras and TensorFlow the figures come out the same.

    pip install numpy pandas keras tensorflow
    python this_script.py
"""

from itertools import count
from pathlib import Path

import keras
import numpy as np
import pandas as pd
'''

CUTS = """
# Row numbers, counted from the first row in which the target is known. The order in time is
# train | choose the epoch | widths of intervals (not used here) | test.
"""

READ = '''
def read():
    """The table from its first known target on; a missing value is the one before it."""
    path = Path(__file__).with_name(FILE)
    table = pd.read_csv(path, index_col=0, encoding="utf-8-sig", float_precision="round_trip")
    first = table[TARGET].notna().to_numpy().argmax()
    return table.iloc[first:].ffill()
'''

LEVELS = '''
def seen(values):
    """What the network reads: the values as they are."""
    return values


def asked(values, origins):
    """What the network is asked for: the next steps after each origin, shape (origins, STEPS)."""
    return values[origins[:, None] + np.arange(1, STEPS + 1)]


def answered(answer, last):
    """From what the network says to forecasts; `last` is the value at each origin."""
    return answer


def answer_scale(values):
    """Mean and deviation of the answers, from training rows only."""
    return values[:TRAIN_END].mean(), values[:TRAIN_END].std() or 1.0
'''

_CHANGE_SCALE = '''
def answer_scale(values):
    """Mean (taken as zero) and deviation of the answers per step ahead, from training rows only."""
    deviation = asked(values, np.arange(LOOKBACK, TRAIN_END - STEPS)).std(axis=0)
    return 0.0, np.where(deviation > 0, deviation, 1.0)
'''

DIFFERENCES = (
    '''
def seen(values):
    """What the network reads: the change since the step before."""
    return np.diff(values, prepend=values[:1])


def asked(values, origins):
    """What the network is asked for: changes since the origin, shape (origins, STEPS)."""
    return values[origins[:, None] + np.arange(1, STEPS + 1)] - values[origins, None]


def answered(answer, last):
    """From changes to forecasts; `last` is the value at each origin."""
    return last[:, None] + answer

'''
    + _CHANGE_SCALE
)

LOG_RETURNS = (
    '''
def seen(values):
    """What the network reads: the change of the logarithm since the step before."""
    path = np.log(values)
    return np.diff(path, prepend=path[:1])


def asked(values, origins):
    """What the network is asked for: changes of the logarithm since the origin, shape (origins, STEPS)."""
    future = values[origins[:, None] + np.arange(1, STEPS + 1)]
    return np.log(future) - np.log(values[origins, None])


def answered(answer, last):
    """From changes of the logarithm to forecasts; `last` is the value at each origin."""
    return last[:, None] * np.exp(np.clip(answer, -20.0, 20.0))

'''
    + _CHANGE_SCALE
)

TRANSFORMS = {"levels": LEVELS, "differences": DIFFERENCES, "log_returns": LOG_RETURNS}

FEATURES = '''
def scaled_inputs(table):
    """What the network reads at each step: (x - mean) / deviation, fitted on training rows only.

    Returns the inputs of shape (rows + HORIZON, columns), and mean and deviation of the target's column.
    """
    columns = [seen(table[TARGET].to_numpy(dtype=float)), *(table[name] for name in COVARIATES)]
    raw = np.column_stack(columns)
    train = raw[1:TRAIN_END]  # a first change is not known
    mean = np.nan_to_num(np.nanmean(train, axis=0))
    deviation = np.nan_to_num(np.nanstd(train, axis=0))
    deviation = np.where(deviation > 0, deviation, 1.0)
    scaled = np.nan_to_num((raw - mean) / deviation)  # before a column begins it counts as average
    later = np.zeros((HORIZON, scaled.shape[1]))  # nobody knows these yet
    return with_calendar(np.vstack([scaled, later]), table), mean[0], deviation[0]
'''

NO_CALENDAR = '''
def with_calendar(inputs, table):
    """This network reads no calendar."""
    return inputs
'''

CALENDAR = '''
def with_calendar(inputs, table):
    """Add the calendar as places on a circle, so that December is next to January."""
    times = pd.DatetimeIndex(pd.to_datetime([*table.index, *AHEAD], format="ISO8601"))
    columns = [inputs]
    for length, place in (
CYCLES
    ):
        angle = 2 * np.pi * np.asarray(place, dtype=float) / length
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)
'''

CYCLES = {
    "hour": "        (24, times.hour + times.minute / 60),\n",
    "weekday": "        (7, times.dayofweek),\n",
    "month": "        (12, times.month - 1 + (times.day - 1) / 31),\n",
}

WINDOWS = '''
def origins(start, end):
    """The rows to forecast from so that all HORIZON steps ahead lie in start ... end - 1."""
    return np.arange(max(start - 1, LOOKBACK), end - HORIZON)


def windows(inputs, origins):
    """The LOOKBACK steps up to and including each origin, shape (origins, LOOKBACK, columns)."""
    return np.ascontiguousarray(inputs[origins[:, None] + np.arange(1 - LOOKBACK, 1)], dtype=np.float32)
'''

NETWORK = '''
def recurrent(seeds, every_step, **more):
    """One recurrent layer, returning its hidden state at every step or at the last one."""
    penalty = keras.regularizers.L2(L2) if L2 else None
    return getattr(keras.layers, CELL)(
        UNITS,
        activation=ACTIVATION,
        dropout=DROPOUT,
        kernel_initializer=keras.initializers.GlorotUniform(seed=next(seeds)),
        recurrent_initializer=keras.initializers.Orthogonal(seed=next(seeds)),
        kernel_regularizer=penalty,
        recurrent_regularizer=penalty,
        return_sequences=every_step,
        seed=next(seeds),
        CUDNN,
        **more,
    )


def build(columns):
    """A stack of recurrent layers; a dense layer reads the last hidden state."""
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    stack = [keras.Input((LOOKBACK, columns))]
    for depth in range(LAYERS):
        every_step = depth < LAYERS - 1
ONE_LAYER
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    dense = keras.layers.Dense(STEPS, kernel_initializer=glorot)
    network = keras.Sequential([*stack, dense])
    network.compile(
        optimizer=getattr(keras.optimizers, OPTIMIZER)(LEARNING_RATE, clipnorm=CLIPNORM),
        loss=getattr(keras.losses, LOSS)(),
        jit_compile=False,
    )
    return network


def train(network, inputs, answers):
    """Fit on the training rows; keep the weights of the epoch with the best validation loss."""
    fit, choose = origins(0, TRAIN_END), origins(TRAIN_END, STOP_END)
    best = keras.callbacks.EarlyStopping(
        "val_loss", patience=PATIENCE, restore_best_weights=True, mode="min"
    )
    history = network.fit(
        windows(inputs, fit),
        answers(fit),
        batch_size=BATCH,
        epochs=EPOCHS,
        validation_data=(windows(inputs, choose), answers(choose)),
        callbacks=[best],
        verbose=2,
    ).history
    return int(np.argmin(history["val_loss"])) + 1


def predict(network, x):
    """What the network says, in double precision."""
    return network.predict(x, batch_size=1024, verbose=0).astype(np.float64)
'''

ONE_WAY = '''
        stack.append(recurrent(seeds, every_step))
'''

BOTH_WAYS = '''
        forwards = recurrent(seeds, every_step)
        backwards = recurrent(seeds, every_step, go_backwards=True)
        stack.append(keras.layers.Bidirectional(forwards, backward_layer=backwards))
'''

DIRECT = '''
def forecast(network, inputs, values, rows, scale, input_scale):
    """Forecast HORIZON steps from each row, all of them at once."""
    mean, deviation = scale
    return answered(predict(network, windows(inputs, rows)) * deviation + mean, values[rows])
'''

_RECURSIVE = '''
def forecast(network, inputs, values, rows, scale, input_scale):
    """Forecast step by step: each forecast becomes the newest step of the next window."""
    mean, deviation = scale
    window, last = windows(inputs, rows), values[rows]
    found = np.empty((len(rows), HORIZON))
    for step in range(HORIZON):
        now = answered(predict(network, window) * deviation + mean, last)[:, 0]
        newest = inputs[rows + step + 1].copy()
        newest[:, 0] = (READ_AS - input_scale[0]) / input_scale[1]
        window = np.concatenate([window[:, 1:], newest[:, None]], axis=1, dtype=np.float32)
        found[:, step] = last = now
    return found
'''

RECURSIVE = {
    "levels": _RECURSIVE.replace("READ_AS", "now"),
    "differences": _RECURSIVE.replace("READ_AS", "(now - last)"),
    "log_returns": _RECURSIVE.replace("READ_AS", "(np.log(now) - np.log(last))"),
}

MAIN = '''
def main():
    table = read()
    values = table[TARGET].to_numpy(dtype=float)
    inputs, *input_scale = scaled_inputs(table)
    mean, deviation = scale = answer_scale(values)

    def answers(rows):
        return np.ascontiguousarray((asked(values, rows) - mean) / deviation, dtype=np.float32)

    keras.utils.set_random_seed(SEED)
    network = build(inputs.shape[1])
    best_epoch = train(network, inputs, answers)
    print(f"best epoch {best_epoch} (the original run: {BEST_EPOCH})")

    test = origins(TEST_START, len(values))[::TEST_STRIDE]
    actual = values[test[:, None] + np.arange(1, HORIZON + 1)]
    error = actual - forecast(network, inputs, values, test, scale, input_scale)
    print(f"test MAE {np.mean(np.abs(error)):.10g}")
    print(f"test RMSE {np.sqrt(np.mean(error**2)):.10g}")

    rows = np.append(test, len(values) - 1)  # the last row too: what comes after it nobody knows yet
    found = forecast(network, inputs, values, rows, scale, input_scale)
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
