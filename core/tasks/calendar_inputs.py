"""The calendar as inputs: places on a circle, so that December is next to January."""

import numpy as np
import pandas as pd

from core.arrays import Floats

CYCLES = {
    "hour": (24, lambda times: times.hour + times.minute / 60),
    "weekday": (7, lambda times: times.dayofweek),
    "year": (1, lambda times: (times.dayofyear - 1) / np.where(times.is_leap_year, 366, 365)),
}
USEFUL = {"h": ("hour", "weekday", "year"), "D": ("weekday", "year"), "B": ("weekday", "year")}


def calendar_cycles(frequency: str | None) -> tuple[str, ...]:
    """Which cycles a series of this frequency can show; none for plain steps and yearly figures."""
    if frequency is None or frequency.upper().startswith(("Y", "A")):
        return ()
    if frequency.endswith(("min", "s", "ms")):
        return USEFUL["h"]
    return USEFUL.get(frequency.lstrip("0123456789"), ("year",))


def calendar_inputs(times: pd.Index, frequency: str | None) -> Floats:
    """Sine and cosine of each cycle, shape (time, 2 x cycles); no columns where there is no calendar."""
    if not isinstance(times, pd.DatetimeIndex):
        return np.empty((len(times), 0))
    columns = []
    for cycle in calendar_cycles(frequency):
        length, place = CYCLES[cycle]
        angle = 2 * np.pi * np.asarray(place(times), dtype=float) / length
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns) if columns else np.empty((len(times), 0))
