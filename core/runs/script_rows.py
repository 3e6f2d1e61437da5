"""Text of the take-home script, first half: from the file to what the network reads and is asked for.

Words in capitals are settings at the top of the script, which `core.runs.script` writes.
"""

ABOUT = """
Train one recurrent network on one series, and compare its forecasts with what came.

It does what the app did for one cell and one seed: same rows, same scaling, same network, same seed, same
order of the rows.
"""

PACKAGES = "numpy pandas keras tensorflow"

IMPORTS = """
from itertools import count
from pathlib import Path

import keras
import numpy as np
import pandas as pd
"""

CUTS = """
# Row numbers, counted from the first value of the target. The order in time is
# train | choose the epoch | widths of intervals (not used here) | test.
"""

READ = '''
def read():
    """The table from the first value of the target to the last; a missing value is the one before it."""
    path = Path(__file__).with_name(FILE)
    table = pd.read_csv(path, index_col=0, encoding="utf-8-sig", float_precision="round_trip")
    known = np.flatnonzero(table[TARGET].notna())
    return table.iloc[known[0] : known[-1] + 1].ffill()
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

SIGNED = '''
def possible(forecast):
    """This quantity may be negative: forecasts stay as they are."""
    return forecast
'''

NON_NEGATIVE = '''
def possible(forecast):
    """This quantity cannot be negative: forecasts end at 0."""
    return np.maximum(forecast, 0.0)
'''

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
    places = {
CYCLES
    }
    for length, place in places.items():
        angle = 2 * np.pi * np.asarray(place, dtype=float) / length
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)
'''

CYCLES = {
    "hour": "        24: times.hour + times.minute / 60,\n",
    "weekday": "        7: times.dayofweek,\n",
    "year": "        1: (times.dayofyear - 1) / np.where(times.is_leap_year, 366, 365),\n",
}

WINDOWS = '''
def origins(start, end):
    """The rows to forecast from so that all HORIZON steps ahead lie in start ... end - 1."""
    return np.arange(max(start - 1, LOOKBACK), end - HORIZON)


def windows(inputs, origins):
    """The LOOKBACK steps up to and including each origin, shape (origins, LOOKBACK, columns)."""
    steps = np.arange(1 - LOOKBACK, 1)
    return np.ascontiguousarray(inputs[origins[:, None] + steps], dtype=np.float32)
'''
