"""The calendar as inputs: places on a circle, so that December is next to January."""

import numpy as np
import pandas as pd

from core.arrays import Floats

CYCLES = {
    "hour": (24, lambda times: times.hour + times.minute / 60),
    "weekday": (7, lambda times: times.dayofweek),
    "year": (1, lambda times: (times.dayofyear - 1) / np.where(times.is_leap_year, 366, 365)),
}
FEWEST_YEARS = 2
USEFUL = {"h": ("hour", "weekday", "year"), "D": ("weekday", "year"), "B": ("weekday", "year")}


def calendar_cycles(times: pd.Index, frequency: str | None) -> tuple[str, ...]:
    """Which cycles a series can show; none for plain steps and yearly figures.

    Of steps that are shorter than a month the place in the year is told only where at least two years are
    known: of less than that a network would read on in a direction that the year turns back from.

    Args:
        times: That may choose: of the training and validation rows.
    """
    dated = isinstance(times, pd.DatetimeIndex) and len(times)
    if not dated or frequency is None or frequency.upper().startswith(("Y", "A")):
        return ()
    unit = frequency.lstrip("0123456789").split("-")[0]
    cycles = USEFUL["h"] if unit in ("min", "s", "ms", "us") else USEFUL.get(unit, ("year",))
    years = (times[-1] - times[0]) / np.timedelta64(1, "D") / 365.25
    long_steps = unit.startswith(("M", "Q", "BM", "BQ"))
    return cycles if long_steps or years >= FEWEST_YEARS else tuple(one for one in cycles if one != "year")


def calendar_inputs(times: pd.Index, cycles: tuple[str, ...]) -> Floats:
    """Sine and cosine of each cycle, shape (time, 2 x cycles)."""
    columns = []
    for cycle in cycles:
        length, place = CYCLES[cycle]
        angle = 2 * np.pi * np.asarray(place(times), dtype=float) / length
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns) if columns else np.empty((len(times), 0))
