"""Read the texts that people bring; what is not small is read in a process of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.data.apart import POSSIBLE, apart
from core.data.choices import AS_FOUND, Choices
from core.data.content import is_plain
from core.data.table import Table
from core.text.columns import find_columns, label_counts
from core.text.loading import read_texts

HEAD = 4  # rows of an outline
SHOWN = 120  # letters of a cell
SMALL = 1 << 18  # bytes that are read here


@dataclass(frozen=True, eq=False)
class TextOutline:
    """What a table of texts holds, before anything is decided about it."""

    raw: tuple[str, ...]  # its first lines as they are
    head: pd.DataFrame  # its first rows, long cells shortened
    rows: int
    columns: tuple[str, ...]
    text: str | None  # guessed columns
    label: str | None
    sheets: tuple[str, ...]  # of a workbook; the one that was read comes first
    encoding: str | None  # None where there is nothing to choose, as in a workbook
    delimiter: str | None
    header_rows: int | None


def text_outline(body: bytes, name: str, choices: Choices = AS_FOUND) -> TextOutline:
    """Look at a file of texts; raises what `read_texts` raises."""
    found: TextOutline = _where_it_fits(_outline, body, name, choices)
    return found


def labels_of(body: bytes, name: str, column: str, choices: Choices = AS_FOUND) -> dict[str, int]:
    """How often each label stands in a column of a file, the most frequent first; folded spellings."""
    found: dict[str, int] = _where_it_fits(_labels, body, name, column, choices)
    return found


def table_of(body: bytes, name: str, choices: Choices = AS_FOUND) -> pd.DataFrame:
    """All cells of a file as text, empty where nothing stands, in the order of its rows."""
    found: pd.DataFrame = _where_it_fits(_cells, body, name, choices)
    return found


def _where_it_fits(task: Callable[..., Any], body: bytes, *given: Any) -> Any:
    return task(body, *given) if read_here(body) else apart(task, body, *given)


def read_here(body: bytes) -> bool:
    """Whether a file is small and simple enough to be read by this process."""
    return not POSSIBLE or (len(body) < SMALL and is_plain(body))


def _labels(body: bytes, name: str, column: str, choices: Choices) -> dict[str, int]:
    return label_counts(read_texts(body, name, choices), column)


def table_cells(table: Table) -> pd.DataFrame:
    """The cells of a table as text, empty where nothing stands."""
    frame = table.frame
    cells = frame.astype(object).where(frame.notna(), "").astype(str)
    return cells.set_axis([str(column) for column in cells], axis=1)


def _cells(body: bytes, name: str, choices: Choices) -> pd.DataFrame:
    return table_cells(read_texts(body, name, choices))


def _outline(body: bytes, name: str, choices: Choices) -> TextOutline:
    table = read_texts(body, name, choices)
    head = table.frame.head(HEAD).astype(str).apply(lambda column: column.str.slice(0, SHOWN))
    text, label = find_columns(table)
    return TextOutline(
        table.raw, head, len(table.frame), tuple(map(str, table.frame)), text, label, table.sheets,
        table.encoding, table.delimiter,
        table.header_rows if table.encoding is not None or table.sheets else None,
    )  # fmt: skip
