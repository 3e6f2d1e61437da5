"""Prices of several symbols as many series."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from core.data.panel.choices import PanelChoices
from core.data.panel.dataset import Panel
from core.data.panel.table import panel_of
from core.data.sources import SOURCES, Asked
from core.data.table import Table

CLOSE = "Close"


def panel_of_tickers(symbols: Sequence[str], cache: Path) -> Panel:
    """Daily closing prices of the last years, a series for each symbol.

    A day on which one exchange is closed and another is not is a blank.

    Args:
        cache: Folder for copies of what is fetched.

    Raises:
        UserError: As `core.data.yahoo.history`.
    """
    fetched = [SOURCES["ticker"].of(Asked(symbol.upper(), cache)) for symbol in symbols]
    closes = {one.name: one.frame[CLOSE] for one in fetched}
    table = pd.DataFrame(closes).rename_axis("time").reset_index()
    table["time"] = table["time"].dt.strftime("%Y-%m-%d")
    name = ", ".join(closes)
    found = panel_of([Table(table, name)], PanelChoices(wide=True, target=CLOSE))
    notes = [*found.notes, *(note for one in fetched for note in one.notes)]
    return replace(found, notes=tuple(note for place, note in enumerate(notes) if note not in notes[:place]))
