"""Read the texts that people bring, in a process of its own; what begins with _ runs there."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from core.data.choices import AS_FOUND, Choices
from core.data.entries import each
from core.data.table import Table
from core.errors import UserError
from core.sandbox.answers import Attached
from core.sandbox.asking import apart
from core.text.choices import TextChoices
from core.text.cleaning import readable
from core.text.columns import find_columns, label_counts
from core.text.dataset import TextDataset
from core.text.facts import text_facts
from core.text.languages import hold_languages
from core.text.loading import from_lines, from_table, labels_of_lines, read_texts
from core.text.parquet import texts_to_parquet

HEAD = 4  # rows of an outline
SHOWN = 120  # letters of a cell


@dataclass(frozen=True, eq=False)
class TextOutline:
    """What a table of texts holds, before anything is decided about it."""

    raw: tuple[str, ...]  # its first lines as they are
    head: pd.DataFrame  # its first rows, long cells shortened
    rows: int
    columns: tuple[str, ...]
    text: str | None  # guessed columns
    label: str | None
    counts: dict[str, int]  # of the labels in the guessed column, as `labels_of`; empty without one
    sheets: tuple[str, ...]  # of a workbook; the one that was read comes first
    encoding: str | None  # None where there is nothing to choose, as in a workbook
    delimiter: str | None
    header_rows: int | None


def text_outline(body: bytes, name: str, choices: Choices = AS_FOUND) -> TextOutline:
    """Look at a file of texts; raises what `read_texts` raises."""
    found: TextOutline = apart(_outline, body, name, choices)
    return found


def labels_of(body: bytes, name: str, column: str, choices: Choices = AS_FOUND) -> dict[str, int]:
    """How often each label stands in a column of a file, the most frequent first; folded spellings."""
    found: dict[str, int] = apart(_labels, body, name, column, choices)
    return found


def texts_to_score(
    body: bytes, name: str, column: str, most: int, choices: Choices = AS_FOUND
) -> tuple[pd.DataFrame, list[str]]:
    """All cells of a file as text, and the texts of a column as networks are asked about them.

    Args:
        most: Texts that are asked about; of those behind them nothing is returned.

    Raises:
        UserError: `unknown_column`, and what `read_texts` and `apart` raise.
    """
    frame, changed = apart(_to_score, body, name, column, most, choices)
    own = frame[column].head(most)
    return frame, [changed.get(place, text) for place, text in enumerate(own)]


def labels_of_pasted(pasted: str) -> dict[str, int]:
    """How often each label stands before a tab, folded spellings; the most frequent first."""
    found: dict[str, int] = apart(_labels_of_pasted, pasted.encode())
    return found


def readable_texts(texts: Sequence[str]) -> list[str]:
    """Texts that somebody asks about, cleaned and shortened as those were that networks were trained on."""
    found: list[str] = apart(_readable, b"", tuple(texts))
    return found


def get_ready() -> None:
    """Load what every reading of texts needs: the table of languages takes half a second."""
    hold_languages()


def file_to_keep(body: bytes, name: str, test: bytes | None, choices: TextChoices) -> Attached:
    """To be called apart: the facts of labelled texts, with the texts as Parquet; raises as `from_table`."""
    second = None if test is None else read_texts(test, "test", choices.file)
    return to_keep(from_table(read_texts(body, name, choices.file), second, choices=choices))


def lines_to_keep(body: bytes, name: str, choices: TextChoices) -> Attached:
    """The same of pasted lines; raises as `from_lines`."""
    return to_keep(from_lines(body.decode(), name, choices))


def to_keep(data: TextDataset) -> Attached:
    """The facts of labelled texts, with the texts as Parquet."""
    facts = text_facts(data)
    return Attached(facts, texts_to_parquet(data, facts))


def _labels_of_pasted(body: bytes) -> dict[str, int]:
    return labels_of_lines(body.decode())


def _readable(_: bytes, texts: tuple[str, ...]) -> list[str]:
    return list(each(readable, texts))


def _labels(body: bytes, name: str, column: str, choices: Choices) -> dict[str, int]:
    return label_counts(read_texts(body, name, choices), column)


def table_cells(table: Table) -> pd.DataFrame:
    """The cells of a table as text, empty where nothing stands."""
    frame = table.frame
    cells = frame.astype(object).where(frame.notna(), "").astype(str)
    return cells.set_axis([str(column) for column in cells], axis=1)


def _to_score(
    body: bytes, name: str, column: str, most: int, choices: Choices
) -> tuple[pd.DataFrame, dict[int, str]]:
    """The cells, and by their places the texts that are asked about otherwise than they stand there."""
    frame = table_cells(read_texts(body, name, choices))
    if column not in frame:
        raise UserError("unknown_column", column=column, known=list(map(str, frame)))
    own = frame[column].head(most)
    clean = enumerate(zip(own, each(readable, own), strict=True))
    return frame, {place: told for place, (text, told) in clean if told != text}


def _outline(body: bytes, name: str, choices: Choices) -> TextOutline:
    table = read_texts(body, name, choices)
    head = table.frame.head(HEAD).astype(str).apply(lambda column: column.str.slice(0, SHOWN))
    text, label = find_columns(table)
    return TextOutline(
        table.raw, head, len(table.frame), tuple(map(str, table.frame)), text, label,
        {} if label is None else label_counts(table, label), table.sheets,
        table.encoding, table.delimiter,
        table.header_rows if table.encoding is not None or table.sheets else None,
    )  # fmt: skip
