"""A table as a file has it, before anything is decided about it."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Table:
    """Cells as the file has them, under unique column names."""

    frame: pd.DataFrame
    name: str  # of the file, without folders
    sheets: tuple[str, ...] = ()  # of a workbook; the one that was read comes first
    encoding: str | None = None
    delimiter: str | None = None  # None also for one column of text
