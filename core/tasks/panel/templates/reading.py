"""From the file to series one below the other."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from core.takehome.templates.settings import FILE
from core.tasks.panel.templates.choices import FREE, GROUPED, NAMED, PLANNED, SEEN, TOGETHER
from core.tasks.panel.templates.settings import (
    AHEAD,
    CATEGORIES,
    HOLIDAYS,
    HORIZON,
    KNOWN,
    LOOKBACK,
    PAST,
    SEASON,
    TARGET,
    VALIDATION,
)


def read():
    """A row for each series and time; what is missing stays so."""
    path = Path(__file__).with_name(FILE)
    if GROUPED:
        text = {"series": str, "time": str} | {column: str for column, _ in CATEGORIES}
    else:
        text = {"series": str, "time": str}
    return pd.read_csv(
        path,
        dtype=text,
        encoding="utf-8-sig",
        float_precision="round_trip",
        keep_default_na=False,
        na_values=[""],
    )


def seasonal(values):
    """What is read: each blank as the value a season before it."""
    found = values.copy()
    for row in np.flatnonzero(np.isnan(values)):
        found[row] = found[row - SEASON] if row >= SEASON else found[row - 1]
    return found


def times_of(table):
    """The time of each step, those after the last one of the file included."""
    times = dict(zip(table["step"], table["time"], strict=True))
    last = table["step"].max()
    return times | {last + place: time for place, time in enumerate(AHEAD, start=1)}


if NAMED or SEEN:

    def carried(data, each, names):
        """Further columns; blanks are as the value before them."""
        found = np.zeros((len(data.truth), len(names)))
        for rows, begin, extent in zip(each, data.first, data.extents, strict=True):
            given = rows[names].ffill().bfill().fillna(0).to_numpy(dtype=float)
            found[begin : begin + len(given)] = given
            found[begin + len(given) : begin + extent] = given[-1]
        return found


if FREE:

    def free(data, table):
        """A one at each public holiday, in a column."""
        steps = [step for step, time in times_of(table).items() if time[:10] in HOLIDAYS]
        found = np.zeros((len(data.truth), 1))
        for begin, start, extent in zip(data.first, data.starts, data.extents, strict=True):
            own = start + np.arange(extent + HORIZON)
            found[begin : begin + len(own), 0] = np.isin(own, steps)
        return found


if PLANNED or SEEN:

    def standard(data, found):
        """Columns scaled by the rows before the first origin."""
        before = zip(data.first, data.ends + 1 - VALIDATION[0], strict=True)
        fit = np.concatenate([np.arange(begin, begin + rows) for begin, rows in before if rows > 0])
        spread = found[fit].std(axis=0)
        return (found - found[fit].mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def laid_out(table):
    """All series below each other, with blank rows around each, so that windows never meet."""
    each = [rows for _, rows in table.groupby("series", sort=False)]
    values = [rows[TARGET].to_numpy(dtype=float) for rows in each]
    data = SimpleNamespace(width=1.0, spread=1.0)  # of what is read, and of the answers
    data.names = [rows["series"].iloc[0] for rows in each]
    data.starts = np.array([rows["step"].iloc[0] for rows in each])
    data.counts = np.array([np.flatnonzero(~np.isnan(one))[-1] + 1 for one in values])
    if TOGETHER:
        data.ends = (data.starts + data.counts).max() - 1 - data.starts  # the last row of all series
    else:
        data.ends = data.counts - 1  # the last row of each series
    data.extents = np.maximum(data.ends + 1, [len(one) for one in values])
    room = LOOKBACK + data.extents + HORIZON
    data.first = np.cumsum(room) - room + LOOKBACK
    data.truth, data.filled = np.full(room.sum(), np.nan), np.full(room.sum(), np.nan)
    for one, begin, extent in zip(values, data.first, data.extents, strict=True):
        data.truth[begin : begin + len(one)] = one
        data.filled[begin : begin + extent] = seasonal(data.truth[begin : begin + extent])
    data.measured = (~np.isnan(data.truth)).astype(float)
    if NAMED and FREE:
        data.known = standard(data, np.hstack([carried(data, each, KNOWN), free(data, table)]))
    elif NAMED:
        data.known = standard(data, carried(data, each, KNOWN))
    elif FREE:
        data.known = standard(data, free(data, table))
    if SEEN:
        data.past = standard(data, carried(data, each, PAST))
    if GROUPED:
        told = [[rows[column].fillna("").iloc[0] == one for column, one in CATEGORIES] for rows in each]
        data.groups = np.array(told, dtype=float)
    return data
