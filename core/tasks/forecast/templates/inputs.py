"""What the network reads and what it is asked for."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from core.tasks.forecast.templates.choices import (
    CALENDAR,
    DAYS_A_WEEK,
    ENDS_AT_ZERO,
    HOURS_A_DAY,
    LEVEL_TOO,
    PUBLIC_HOLIDAYS,
    READS_DAYS,
    TRANSFORM,
    WINDOW_SCALING,
    WITHIN_DAYS,
    YEARS,
)
from core.tasks.forecast.templates.reading import filled
from core.tasks.forecast.templates.settings import (
    AHEAD,
    COVARIATES,
    DAY,
    HOLIDAYS,
    HORIZON,
    LOOKBACK,
    LOST,
    NEVER_NEGATIVE,
    REACH,
    TARGET,
)
from core.tasks.forecast.templates.transforms import asked, own, seen

if CALENDAR:

    def with_calendar(inputs, table):
        """Add the calendar as places on a circle, so that December is next to January."""
        times = pd.DatetimeIndex(pd.to_datetime([*table.index, *AHEAD[:HORIZON]], format="ISO8601"))
        columns = [inputs]
        places = {
            HOURS_A_DAY: times.hour + times.minute / 60,
            DAYS_A_WEEK: times.dayofweek,
            YEARS: (times.dayofyear - 1) / np.where(times.is_leap_year, 366, 365),
        }
        for length, place in places.items():
            angle = 2 * np.pi * np.asarray(place, dtype=float) / length
            columns += [np.sin(angle), np.cos(angle)]
        return np.column_stack(columns)


if PUBLIC_HOLIDAYS:

    def with_holidays(inputs, table):
        """Add a one where a step, or one of those after it, is a public holiday."""
        times = pd.DatetimeIndex(pd.to_datetime([*table.index, *AHEAD], format="ISO8601"))
        dates = times.to_numpy().astype("datetime64[D]")
        if WITHIN_DAYS:
            after = dates[: len(inputs), None] + np.arange(1 + REACH)
        else:
            after = dates[np.arange(len(inputs))[:, None] + np.arange(1 + REACH)]
        return np.column_stack([inputs, np.isin(after, np.array(HOLIDAYS, dtype="datetime64[D]"))])


def origins(begin, end):
    """The rows to forecast from so that all HORIZON steps ahead lie in begin ... end - 1."""
    return np.arange(max(begin - 1, LOOKBACK), end - HORIZON)


def origins_before(row):
    """The rows to train on so that all HORIZON steps ahead lie before a row."""
    rows = np.arange(LOOKBACK, row - HORIZON)
    whole = rows[rows >= LOOKBACK - 1 + LOST]  # in their windows every change is known
    return whole if len(whole) >= max(10, len(rows) // 2) else rows[rows >= LOST]


def fitted_on(table, before):
    """What the network reads and is asked for; scales are fitted on the rows before one of them."""
    values = table[TARGET].to_numpy(dtype=float)
    if LEVEL_TOO:
        columns = [seen(values), filled(values), *(table[name].ffill() for name in COVARIATES)]
    else:
        columns = [seen(values), *(table[name].ffill() for name in COVARIATES)]
    raw, rows = np.column_stack(columns), origins_before(before)
    known = raw[LOST:before]
    mean, spread = np.nan_to_num(np.nanmean(known, axis=0)), np.nan_to_num(np.nanstd(known, axis=0))
    if TRANSFORM == "levels" and WINDOW_SCALING == "none":
        middle, deviation = np.nanmean(values[:before]), np.nanstd(values[:before])
    else:
        changes = asked(values, rows)
        if WINDOW_SCALING != "none":
            shift, scale = own(values, rows)
            changes = (changes - shift[:, None]) / scale[:, None]
            windows = raw[rows[:, None] + np.arange(1 - LOOKBACK, 1), 0]
            mean[0], spread[0] = 0.0, np.sqrt(np.mean(((windows - shift[:, None]) / scale[:, None]) ** 2))
        recent = changes[-max(1, len(changes) // 3) :]  # a series that grows outgrows older ones
        middle, deviation = 0.0, np.fmax(np.nanstd(changes, axis=0), np.nanstd(recent, axis=0))
    spread, deviation = (np.where(size > 0, size, 1.0) for size in (spread, deviation))
    scaled = np.nan_to_num((raw - mean) / spread)  # before a column begins it counts as average
    later = np.zeros((HORIZON, scaled.shape[1]))  # nobody knows these yet
    if CALENDAR and PUBLIC_HOLIDAYS:
        inputs = with_holidays(with_calendar(np.vstack([scaled, later]), table), table)
    elif CALENDAR:
        inputs = with_calendar(np.vstack([scaled, later]), table)
    elif PUBLIC_HOLIDAYS:
        inputs = with_holidays(np.vstack([scaled, later]), table)
    else:
        inputs = np.vstack([scaled, later])
    fit = SimpleNamespace(before=before, values=values, inputs=inputs, rows=rows, seen=raw.shape[1])
    fit.mean, fit.spread, fit.middle, fit.deviation = mean[0], spread[0], middle, deviation
    return fit


def answers(fit, rows):
    """What the network is asked for, scaled, shape (rows, STEPS)."""
    found = asked(fit.values, rows)
    if WINDOW_SCALING != "none":
        shift, scale = own(fit.values, rows)
        found = (found - shift[:, None]) / scale[:, None]
    return np.ascontiguousarray((found - fit.middle) / fit.deviation, dtype=np.float32)


def windows(fit, rows):
    """The LOOKBACK steps up to and including each row, shape (rows, steps, columns)."""
    cut = fit.inputs[rows[:, None] + np.arange(1 - LOOKBACK, 1)]
    if WINDOW_SCALING != "none":
        shift, scale = own(fit.values, rows)
        cut[:, :, 0] = (cut[:, :, 0] - shift[:, None] / fit.spread) / scale[:, None]
    if READS_DAYS:
        of_day, rest = cut[:, :, : fit.seen], cut[:, DAY - 1 :: DAY, fit.seen :]  # a step is DAY rows
        of_day = of_day.reshape(len(rows), -1, DAY, fit.seen).swapaxes(2, 3)
        cut = np.concatenate([of_day.reshape(len(rows), LOOKBACK // DAY, -1), rest], axis=2)
    return np.ascontiguousarray(cut, dtype=np.float32)


if ENDS_AT_ZERO:

    def possible(forecast, before):
        """This quantity cannot be negative: forecasts end at 0, as the rows before have it."""
        return np.maximum(forecast, 0.0) if before in NEVER_NEGATIVE else forecast
