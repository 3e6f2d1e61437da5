"""Read the texts that people bring; what is not small is read in a process of its own."""

from dataclasses import dataclass

import pandas as pd

from core.data.apart import POSSIBLE, apart
from core.data.content import is_plain
from core.text.loading import find_columns, read_texts, text_column

HEAD = 4  # rows of an outline
SHOWN = 120  # letters of a cell
SMALL = 1 << 18  # bytes that are read here


@dataclass(frozen=True, eq=False)
class TextOutline:
    """What a table of texts holds, before anything is decided about it."""

    head: pd.DataFrame  # its first rows, long cells shortened
    columns: tuple[str, ...]
    text: str | None  # guessed columns
    label: str | None


def text_outline(body: bytes, name: str) -> TextOutline:
    """Look at a file of texts; raises what `read_texts` raises."""
    found: TextOutline = _outline(body, name) if read_here(body) else apart(_outline, body, name)
    return found


def texts_of_column(body: bytes, name: str, column: str) -> list[str]:
    """The cells of one column of a file; raises as `text_column`."""
    found: list[str] = _column(body, name, column) if read_here(body) else apart(_column, body, name, column)
    return found


def _column(body: bytes, name: str, column: str) -> list[str]:
    return text_column(read_texts(body, name), column)


def read_here(body: bytes) -> bool:
    """Whether a file is small and simple enough to be read by this process."""
    return not POSSIBLE or (len(body) < SMALL and is_plain(body))


def _outline(body: bytes, name: str) -> TextOutline:
    table = read_texts(body, name)
    head = table.frame.head(HEAD).astype(str).apply(lambda column: column.str.slice(0, SHOWN))
    return TextOutline(head, tuple(map(str, table.frame)), *find_columns(table))
