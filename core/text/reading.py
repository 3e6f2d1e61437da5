"""Read the texts that people bring, in a process of its own; what begins with _ runs there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from core.data.choices import AS_FOUND, Choices
from core.data.entries import each
from core.data.table import Table
from core.errors import Refusal, UserError
from core.sandbox.answers import Attached
from core.sandbox.asking import apart
from core.text.choices import AS_BROUGHT, TextChoices
from core.text.cleaning import readable
from core.text.columns import find_columns, label_counts
from core.text.dataset import TextDataset
from core.text.facts import TextFacts, text_facts
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


@dataclass(frozen=True, eq=False)
class Look:
    """A file of texts as some choices have it."""

    outline: TextOutline
    found: TextOutline  # the same as long as nobody decides anything


@dataclass(frozen=True, eq=False)
class TextRead:
    """Labelled texts as some choices have them: their facts, or why there are none."""

    counts: dict[str, int]  # how often each label occurs, folded spellings; the most frequent first
    facts: TextFacts | None  # the texts come attached
    refusal: Refusal | None
    look: Look | None = None  # at the file; None of what was pasted

    def get(self) -> TextFacts:
        """The facts; raises the refusal."""
        if self.facts is None:
            raise (self.refusal or Refusal("no_texts", {})).error()
        return self.facts


def look_at(body: bytes, name: str, choices: Choices = AS_FOUND) -> Look:
    """Look at a file of texts; raises what `read_texts` and `apart` raise."""
    found: Look = apart(_look, body, name, choices)
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


def readable_texts(texts: Sequence[str]) -> list[str]:
    """Texts that somebody asks about, cleaned and shortened as those were that networks were trained on."""
    found: list[str] = apart(_readable, b"", tuple(texts))
    return found


def get_ready() -> None:
    """Load what every reading of texts needs: the table of languages takes half a second."""
    hold_languages()


def read_file(body: bytes, name: str, test: bytes | None, choices: TextChoices = AS_BROUGHT) -> Attached:
    """To be called apart: a `TextRead` of a file, or of one to train and one to test on, texts as Parquet.

    Raises:
        UserError: What `read_texts` raises: then nothing can be shown of the file.
    """
    table = read_texts(body, name, choices.file)
    look = _looked(table, body, name, choices.file)
    label = choices.label or look.outline.label
    counts = look.outline.counts
    if label is not None and label != look.outline.label:
        counts = label_counts(table, label) if label in look.outline.columns else {}

    def made() -> TextDataset:
        second = None if test is None else read_texts(test, "test", choices.file)
        return from_table(table, second, choices=choices)

    return _read(made, counts, look)


def read_lines(body: bytes, name: str, choices: TextChoices = AS_BROUGHT) -> Attached:
    """The same of pasted lines."""
    pasted = body.decode()
    return _read(lambda: from_lines(pasted, name, choices), labels_of_lines(pasted), None)


def _read(made: Callable[[], TextDataset], counts: dict[str, int], look: Look | None) -> Attached:
    try:
        kept = to_keep(made())
    except UserError as error:
        return Attached(TextRead(counts, None, Refusal(error.key, error.facts), look), b"")
    return Attached(TextRead(counts, kept.answer, None, look), kept.body)


def to_keep(data: TextDataset) -> Attached:
    """The facts of labelled texts, with the texts as Parquet."""
    facts = text_facts(data)
    return Attached(facts, texts_to_parquet(data, facts))


def _readable(_: bytes, texts: tuple[str, ...]) -> list[str]:
    return list(each(readable, texts))


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


def _look(body: bytes, name: str, choices: Choices) -> Look:
    return _looked(read_texts(body, name, choices), body, name, choices)


def _looked(table: Table, body: bytes, name: str, choices: Choices) -> Look:
    outline = _outline(table)
    if choices == AS_FOUND:
        return Look(outline, outline)
    try:
        return Look(outline, _outline(read_texts(body, name)))
    except UserError:  # only as chosen can it be read
        return Look(outline, outline)


def _outline(table: Table) -> TextOutline:
    head = table.frame.head(HEAD).astype(str).apply(lambda column: column.str.slice(0, SHOWN))
    text, label = find_columns(table)
    return TextOutline(
        table.raw, head, len(table.frame), tuple(map(str, table.frame)), text, label,
        {} if label is None else label_counts(table, label), table.sheets,
        table.encoding, table.delimiter,
        table.header_rows if table.encoding is not None or table.sheets else None,
    )  # fmt: skip
