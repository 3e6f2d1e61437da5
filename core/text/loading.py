"""Labelled texts from files and pasted lines: which column is the text, which the label."""

import re
from collections import Counter
from dataclasses import replace
from itertools import chain

import numpy as np

from core.data.choices import AS_FOUND, Choices
from core.data.content import is_lined, kind_of
from core.data.files import read_table
from core.data.gzipped import MAGIC, most_of, pieces
from core.data.lines import LONGEST_LINE, in_lines
from core.data.table import Table
from core.errors import UserError
from core.notes import Note
from core.text.choices import AS_BROUGHT, TextChoices
from core.text.cleaning import text_dataset
from core.text.columns import begins_with_data, find_columns, other_labels
from core.text.dataset import TextDataset, folded

LARGEST_FILE = 200 * 2**20  # bytes, unpacked
UNNAMED = re.compile(r"column_\d+$")  # what columns without a name are called
SET_APART = 0.8  # share of empty lines that are there between all others, to the eye
STRAY = 0.01  # share of zero bytes up to which a file is text that was damaged a little
_LINE = re.compile(r"^\s*+([^\t]{1,60})\t\s*+(\S.*)$")  # a label is not blank


def unpacked(body: bytes) -> bytes:
    """A file's bytes, taken out of gzip where they are in it.

    Raises:
        UserError: `unreadable_file` for a broken archive; `unpacked_too_large`, `line_too_long`.
    """
    if not body.startswith(MAGIC):
        return body
    found = pieces(body, most_of(body, LARGEST_FILE))
    opening = next(found, b"")
    found = chain([opening], found)
    return b"".join(in_lines(found, LONGEST_LINE) if is_lined(opening) else found)


def read_texts(body: bytes, name: str, choices: Choices = AS_FOUND) -> Table:
    """Read a file of texts into cells; larger ones are let in than among series, and stray zero bytes.

    Unless somebody says how many lines stand above the data, a first line like the others is one of them,
    and names stand in one line. Empty rows stay in their places.
    """
    body = unpacked(body)
    if kind_of(body) == "binary" and body.count(b"\x00") < STRAY * len(body):
        body = body.replace(b"\x00", b"")
    table = read_table(body, name, choices, largest=LARGEST_FILE)
    if choices.header_rows is None and table.header_rows > 1:
        named = read_table(body, name, replace(choices, header_rows=1), largest=LARGEST_FILE)
        table = named if not any(UNNAMED.match(str(column)) for column in named.frame) else table
    if choices.header_rows is None and table.header_rows == 1 and begins_with_data(table):
        table = read_table(body, name, replace(choices, header_rows=0), largest=LARGEST_FILE)
    return _with_empty_rows(table)


def _with_empty_rows(table: Table) -> Table:
    """The table with the empty rows that its file has between others; lines that are set apart have none."""
    places = [place for place in table.blanks if place < len(table.frame)]
    if not places or len(places) >= SET_APART * len(table.frame):
        return table
    taken = np.insert(np.arange(len(table.frame)), places, -1)
    frame = table.frame.iloc[taken].reset_index(drop=True)
    frame[taken == -1] = ""
    return replace(table, frame=frame, blanks=())


def text_column(table: Table, column: str | None = None) -> list[str]:
    """The cells of a column of texts, in order; empty ones stay empty texts.

    Raises:
        UserError: `text_column_missing` if none looks like texts, `unknown_column`.
    """
    names = [str(name) for name in table.frame]
    wanted = column or find_columns(table)[0]
    if wanted is None:
        raise UserError("text_column_missing")
    if wanted not in names:
        raise UserError("unknown_column", column=wanted, known=list(names))
    cells = table.frame[wanted].astype(object)
    return cells.where(cells.notna(), "").astype(str).tolist()


def from_table(
    table: Table,
    test: Table | None = None,
    *,
    choices: TextChoices = AS_BROUGHT,
) -> TextDataset:
    """Labelled texts of one table, or of one to train on and one to test on.

    Args:
        choices: Columns of texts and labels, found where they are left open; what becomes of labels.

    Raises:
        UserError: `text_column_missing`, `label_column_missing`, `column_twice`, `unknown_column`, or as
            `text_dataset`.
    """
    guessed_text, guessed_label = find_columns(table)
    text, label = choices.text or guessed_text, choices.label or guessed_label
    if text is None:
        raise UserError("text_column_missing")
    if label is None:
        raise UserError("label_column_missing")
    if text == label:
        raise UserError("column_twice", column=text)
    tables = [table] if test is None else [table, test]
    others = other_labels(table, text, label) if label in table.frame else []
    about = [Note("other_labels", {"column": label, "others": list(others)})] if others else []
    parts = []
    for place, one in enumerate(tables):
        for column in (text, label):
            if column not in one.frame:
                raise UserError("unknown_column", column=column, known=list(map(str, one.frame)))
        cells = one.frame[[text, label]].astype(object).where(one.frame[[text, label]].notna(), "")
        parts.append((cells[text].astype(str).tolist(), cells[label].astype(str).tolist(), place == 1))
    rows = [row for texts, *_ in parts for row in range(1, len(texts) + 1)]
    return text_dataset(
        [one for texts, *_ in parts for one in texts],
        [one for _, labels, _ in parts for one in labels],
        [test for texts, _, test in parts for _ in texts],
        name=table.name, source="upload", rows=rows, choices=choices,
        notes=[*about, *(note for one in tables for note in one.notes)],
    )  # fmt: skip


def labels_of_lines(pasted: str) -> dict[str, int]:
    """How often each label stands before a tab, folded spellings; the most frequent first."""
    found = Counter(folded(match[1]) for line in _lines(pasted) if (match := _LINE.match(line)))
    return dict(found.most_common())


def from_lines(pasted: str, name: str, choices: TextChoices = AS_BROUGHT) -> TextDataset:
    """Labelled texts from lines of `label<TAB>text`.

    Raises:
        UserError: `no_labelled_lines` (with the first line that does not fit), or what `text_dataset` raises.
    """
    lines = enumerate(_lines(pasted), start=1)
    found = [(row, line, _LINE.match(line)) for row, line in lines if line.strip()]
    bad = next((line for _, line, match in found if match is None), None)
    if bad is not None or not found:
        raise UserError("no_labelled_lines", line=(bad or "")[:80])
    rows = [(row, match[1], match[2]) for row, _, match in found if match]
    return text_dataset(
        [text for *_, text in rows], [label for _, label, _ in rows],
        name=name, source="upload", rows=[row for row, *_ in rows], choices=choices,
    )  # fmt: skip


def _lines(pasted: str) -> list[str]:
    return re.split("\r\n|\r|\n", pasted)
