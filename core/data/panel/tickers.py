"""Prices of several symbols as many series."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from core.data.calendars import closed_on, future_times
from core.data.frame import Dataset
from core.data.panel.choices import PanelChoices
from core.data.panel.dataset import Panel
from core.data.panel.table import panel_of
from core.data.public_holidays import COUNTRIES
from core.data.sources import SOURCES, Asked
from core.data.table import Table
from core.errors import UserError
from core.notes import Note

CLOSE, CLOSED = "Close", "closed"


def panel_of_tickers(symbols: Sequence[str], cache: Path, closed: int = 0) -> Panel:
    """Daily closing prices of the last years, a series for each symbol.

    A day on which one exchange is closed and another is not is a blank.

    Args:
        cache: Folder for copies of what is fetched.
        closed: Steps after the last price up to which a column, known ahead, tells on which days the symbol's
            own exchange is closed; 0 for no such column.

    Raises:
        UserError: As `core.data.yahoo.history`; `no_exchange_known` where the calendars of all are unknown.
    """
    fetched = [SOURCES["ticker"].of(Asked(symbol.upper(), cache)) for symbol in symbols]
    closes = {one.name: one.frame[CLOSE] for one in fetched}
    table = pd.DataFrame(closes).rename_axis("time").reset_index()
    table["time"] = table["time"].dt.strftime("%Y-%m-%d")
    name = ", ".join(closes)
    found = panel_of([Table(table, name)], PanelChoices(wide=True, target=CLOSE))
    if closed:
        found = with_closed_days(found, {one.name: one for one in fetched}, closed)
    notes = [*found.notes, *(note for one in fetched for note in one.notes)]
    return replace(found, notes=tuple(note for place, note in enumerate(notes) if note not in notes[:place]))


def with_closed_days(prices: Panel, fetched: dict[str, Dataset], ahead: int) -> Panel:
    """The same prices with the closed days of each symbol's exchange, up to `ahead` steps after the last.

    Raises:
        UserError: `no_exchange_known`.
    """
    if not any(one.calendar in COUNTRIES for one in fetched.values()):
        raise UserError("no_exchange_known")
    unknown = [name for name in prices.ids if fetched[name].calendar is None]
    notes = [Note("exchange_unknown", {"names": unknown})] if unknown else []
    last = int((prices.starts + prices.measured).max())
    grid = prices.grid[:last].append(future_times(prices.times(), ahead).index)
    days, lengths = pd.DatetimeIndex(grid), len(grid) - prices.starts
    target, known = np.full(int(lengths.sum()), np.nan), np.empty((int(lengths.sum()), 1))
    begins = np.cumsum(lengths) - lengths
    for place, (values, begin) in enumerate(zip(prices.each(), begins, strict=True)):
        target[begin : begin + len(values)] = values
        free = closed_on(days, fetched[prices.ids[place]].calendar)[prices.starts[place] :]
        known[begin : begin + len(free), 0] = free
    return replace(
        prices, target=target, known=known, past=np.empty((len(target), 0)), lengths=lengths, grid=grid,
        known_names=(CLOSED,), notes=(*prices.notes, *notes),
    )  # fmt: skip
