"""Text of the take-home script, first half: from the file to what the network reads and is asked for.

Words in capitals are settings at the top of the script, which `core.tasks.forecast.script` writes.
"""

from core.takehome.settings import filled
from core.tasks.forecast.prepared import Prepared
from core.tasks.forecast.script_transforms import OWN, TRANSFORMS

ABOUT = """
Train one recurrent network on one series, and compare its forecasts with what came.

It does what the app did for one cell and one seed: same rows, same scaling, same network, same seed, same
order of the rows; then the same again on all rows before the test, and on all rows for the future. The app
judges and sends the mean of several seeds' forecasts: one seed alone is most often a little worse.
"""

PACKAGES = "numpy pandas keras tensorflow"

IMPORTS = """
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import keras
import numpy as np
import pandas as pd
"""

CUTS = """
# Row numbers, counted from the first value of the target. The order in time is
# train | choose the updates | widths of intervals (not used here) | test.
"""

READ = '''
def read():
    """The table from the first value of the target to the last; what is missing stays so."""
    path = Path(__file__).with_name(FILE)
    table = pd.read_csv(path, index_col=0, encoding="utf-8-sig", float_precision="round_trip")
    known = np.flatnonzero(table[TARGET].notna())
    return table.iloc[known[0] : known[-1] + 1]


def filled(values):
    """What is read: each blank as the value before it. As an answer a blank does not exist."""
    return pd.Series(values).ffill().to_numpy()


def ahead(values, rows):
    """The next steps after each row, shape (rows, STEPS)."""
    return values[rows[:, None] + np.arange(1, STEPS + 1)]
'''

ORIGINS = '''
def origins(begin, end):
    """The rows to forecast from so that all HORIZON steps ahead lie in begin ... end - 1."""
    return np.arange(max(begin - 1, LOOKBACK), end - HORIZON)


def origins_before(row):
    """The rows to train on so that all HORIZON steps ahead lie before a row."""
    rows = np.arange(LOOKBACK, row - HORIZON)
    whole = rows[rows >= LOOKBACK - 1 + LOST]  # in their windows every change is known
    return whole if len(whole) >= max(10, len(rows) // 2) else rows[rows >= LOST]
'''

READY = '''
def fitted_on(table, before):
    """What the network reads and is asked for; scales are fitted on the rows before one of them."""
    values = table[TARGET].to_numpy(dtype=float)
    columns = [<<columns>>, *(table[name].ffill() for name in COVARIATES)]
    raw, rows = np.column_stack(columns), origins_before(before)
    known = raw[LOST:before]
    mean, spread = np.nan_to_num(np.nanmean(known, axis=0)), np.nan_to_num(np.nanstd(known, axis=0))
<<scales>>
    spread, deviation = (np.where(size > 0, size, 1.0) for size in (spread, deviation))
    scaled = np.nan_to_num((raw - mean) / spread)  # before a column begins it counts as average
    later = np.zeros((HORIZON, scaled.shape[1]))  # nobody knows these yet
    inputs = <<calendar>>
    fit = SimpleNamespace(before=before, values=values, inputs=inputs, rows=rows, seen=raw.shape[1])
    fit.mean, fit.spread, fit.middle, fit.deviation = mean[0], spread[0], middle, deviation
    return fit


def answers(fit, rows):
    """What the network is asked for, scaled, shape (rows, STEPS)."""
    found = asked(fit.values, rows)
<<owned>>
    return np.ascontiguousarray((found - fit.middle) / fit.deviation, dtype=np.float32)
'''

_LEVEL_SCALES = """
    middle, deviation = np.nanmean(values[:before]), np.nanstd(values[:before])
"""

_CHANGE_SCALES = """
    changes = asked(values, rows)
<<owned>>
    recent = changes[-max(1, len(changes) // 3) :]  # a series that grows outgrows older ones
    middle, deviation = 0.0, np.fmax(np.nanstd(changes, axis=0), np.nanstd(recent, axis=0))
"""

_CHANGES_OWNED = """
    shift, scale = own(values, rows)
    changes = (changes - shift[:, None]) / scale[:, None]
    windows = raw[rows[:, None] + np.arange(1 - LOOKBACK, 1), 0]
    mean[0], spread[0] = 0.0, np.sqrt(np.mean(((windows - shift[:, None]) / scale[:, None]) ** 2))
"""

_ANSWERS_OWNED = """
    shift, scale = own(fit.values, rows)
    found = (found - shift[:, None]) / scale[:, None]
"""

WINDOWS = '''
def windows(fit, rows):
    """The LOOKBACK steps up to and including each row, shape (rows, steps, columns)."""
    cut = fit.inputs[rows[:, None] + np.arange(1 - LOOKBACK, 1)]
<<owned>>
<<days>>
    return np.ascontiguousarray(cut, dtype=np.float32)
'''

_WINDOWS_OWNED = """
    shift, scale = own(fit.values, rows)
    cut[:, :, 0] = (cut[:, :, 0] - shift[:, None] / fit.spread) / scale[:, None]
"""

_DAYS = """
    of_day, rest = cut[:, :, : fit.seen], cut[:, DAY - 1 :: DAY, fit.seen :]  # a step is DAY rows
    of_day = of_day.reshape(len(rows), -1, DAY, fit.seen).swapaxes(2, 3)
    cut = np.concatenate([of_day.reshape(len(rows), LOOKBACK // DAY, -1), rest], axis=2)
"""

CALENDAR = '''
def with_calendar(inputs, table):
    """Add the calendar as places on a circle, so that December is next to January."""
    times = pd.DatetimeIndex(pd.to_datetime([*table.index, *AHEAD[:HORIZON]], format="ISO8601"))
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

HOLIDAYS = '''
def with_holidays(inputs, table):
    """Add a one where a step, or one of those after it, is a public holiday."""
    times = pd.DatetimeIndex(pd.to_datetime([*table.index, *AHEAD], format="ISO8601"))
    dates = times.to_numpy().astype("datetime64[D]")
<<after>>
    return np.column_stack([inputs, np.isin(after, np.array(HOLIDAYS, dtype="datetime64[D]"))])
'''

_AFTER = {
    "days": "    after = dates[: len(inputs), None] + np.arange(1 + REACH)\n",
    "rows": "    after = dates[np.arange(len(inputs))[:, None] + np.arange(1 + REACH)]\n",
}

POSSIBLE = '''
def possible(forecast, before):
    """This quantity cannot be negative: forecasts end at 0, as the rows before have it."""
    return np.maximum(forecast, 0.0) if before in NEVER_NEGATIVE else forecast
'''


def functions(prepared: Prepared, day: int, floored: bool) -> list[str]:
    """From the file to windows and answers, as this series is read.

    Args:
        day: Rows in a day.
        floored: Whether any forecast ends at 0.
    """
    name, kind = prepared.chosen.transform, prepared.task.window_scaling
    scaled, levels = kind != "none", name == "levels"
    scales = _LEVEL_SCALES if levels and not scaled else _CHANGE_SCALES
    inputs = "np.vstack([scaled, later])"
    found = [READ, TRANSFORMS[name], filled(OWN[kind], shift="size" if levels else "np.zeros(len(rows))")]
    if prepared.chosen.calendar and prepared.source.cycles:
        inputs = f"with_calendar({inputs}, table)"
        places = "".join(CYCLES[cycle] for cycle in prepared.source.cycles)
        found.append(CALENDAR.replace("CYCLES\n", places))
    if prepared.source.holidays.shape[1]:
        inputs = f"with_holidays({inputs}, table)"
        found.append(filled(HOLIDAYS, after=_AFTER["days" if day > 1 else "rows"]))
    columns = "seen(values), filled(values)" if prepared.chosen.level else "seen(values)"
    scales = _lines(scales, owned=_CHANGES_OWNED if scaled else "")
    ready = _lines(READY, scales=scales, owned=_ANSWERS_OWNED if scaled else "")
    days = _DAYS if prepared.chosen.blocks > 1 else ""
    found += [ORIGINS, filled(ready, columns=columns, calendar=inputs)]
    found.append(_lines(WINDOWS, owned=_WINDOWS_OWNED if scaled else "", days=days))
    return [part for part in [*found, POSSIBLE if floored else ""] if part]


def _lines(template: str, **parts: str) -> str:
    """A template with its lines filled in; those that are not wanted leave no blank line."""
    for name, part in parts.items():
        template = template.replace(f"<<{name}>>\n", part.lstrip("\n"))
    return template
