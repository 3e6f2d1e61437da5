"""A table as a file has it, before anything is decided about it."""

from dataclasses import dataclass, replace

import pandas as pd

from core.notes import Note


@dataclass(frozen=True, eq=False)
class Table:
    """Cells as the file has them, under unique column names."""

    frame: pd.DataFrame
    name: str  # of the file, without folders
    sheets: tuple[str, ...] = ()  # of a workbook; the one that was read comes first
    encoding: str | None = None
    delimiter: str | None = None  # None also for one column of text
    header_rows: int = 0  # lines above the data
    raw: tuple[str, ...] = ()  # the first lines, as they are in the file
    series: str | None = None  # column that surely names the series, because the table was turned
    crooked: tuple[
        int, ...
    ] = ()  # places of rows with more cells than columns: theirs may be in the wrong one
    blanks: tuple[int, ...] = ()  # of each empty row that was left out, how many rows stand before it
    notes: tuple[Note, ...] = ()  # what was done so far

    def with_frame(self, frame: pd.DataFrame, series: str | None, *notes: Note) -> "Table":
        """The same file with other cells, and what was done to them."""
        return replace(self, frame=frame, series=series, notes=(*self.notes, *notes))

    def straight(self) -> "Table":
        """The table without the rows of which nobody can tell which cell belongs to which column."""
        if not self.crooked:
            return self
        kept = self.frame.drop(index=self.frame.index[list(self.crooked)]).reset_index(drop=True)
        note = Note("long_rows_left_out", {"count": len(self.crooked)})
        return replace(self, frame=kept, crooked=(), notes=(*self.notes, note))
