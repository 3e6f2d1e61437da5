"""Labelled texts from files and pasted lines: which column is the text, which the label."""

import gzip
import io
import re

import pandas as pd

from core.data.content import kind_of
from core.data.files import read_table
from core.data.table import Table
from core.errors import UserError
from core.text.cleaning import MOST_CLASSES, text_dataset
from core.text.dataset import TextDataset

LARGEST_FILE = 200 * 2**20  # bytes, unpacked
TEXT_LIKE = re.compile(
    r"text|review|sentence|comment|content|body|评论|评价|文本|内容|正文|句子", re.IGNORECASE
)
LABEL_LIKE = re.compile(
    r"label|sentiment|class|target|category|rating|stars?|标签|情感|类别|评分|星级", re.IGNORECASE
)
STRAY = 0.01  # share of zero bytes up to which a file is text that was damaged a little
_LINE = re.compile(r"^\s*([^\t]{1,60})\t\s*(\S.*)$")


def unpacked(body: bytes) -> bytes:
    """A file's bytes, taken out of gzip where they are in it.

    Raises:
        UserError: `unreadable_file` for a broken archive, `file_too_large` beyond the limit.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as archive:
            found = archive.read(LARGEST_FILE + 1)
    except (OSError, EOFError) as error:
        raise UserError("unreadable_file", reason="gzip") from error
    if len(found) > LARGEST_FILE:
        raise UserError("file_too_large", size_mb=len(found) >> 20, limit_mb=LARGEST_FILE >> 20)
    return found


def read_texts(body: bytes, name: str) -> Table:
    """Read a file of texts into cells; larger ones are let in than among series, and stray zero bytes."""
    body = unpacked(body)
    if kind_of(body) == "binary" and body.count(b"\x00") < STRAY * len(body):
        body = body.replace(b"\x00", b"")
    return read_table(body, name, largest=LARGEST_FILE)


def find_columns(table: Table) -> tuple[str | None, str | None]:
    """Guess the columns of texts and of labels: by their content, names settle what is left open.

    Where no content fits, a name does: what is wrong with that column can then be said.
    """
    names = [str(name) for name in table.frame]
    lengths = {name: table.frame[name].astype(str).str.len().mean() for name in names}
    kinds = {name: table.frame[name].astype(str).str.strip().str.casefold().nunique() for name in names}
    texts = [name for name in names if kinds[name] > MOST_CLASSES] or _called(TEXT_LIKE, names)
    text = max(texts, key=lambda name: (bool(TEXT_LIKE.search(name)), lengths[name]), default=None)
    others = [name for name in names if name != text]
    labels = [name for name in others if 2 <= kinds[name] <= MOST_CLASSES] or _called(LABEL_LIKE, others)
    label = max(labels, key=lambda name: (bool(LABEL_LIKE.search(name)), -kinds[name]), default=None)
    return text, label


def _called(like: re.Pattern[str], names: list[str]) -> list[str]:
    return [name for name in names if like.search(name)]


def text_column(table: Table, column: str | None = None) -> list[str]:
    """The cells of a column of texts, in order; empty ones stay empty texts.

    Raises:
        UserError: `text_column_missing` if none looks like texts, `unknown_column`.
    """
    names = [str(name) for name in table.frame]
    wanted = column or find_columns(table)[0] or (names[0] if len(names) == 1 else None)
    if wanted is None:
        raise UserError("text_column_missing")
    if wanted not in names:
        raise UserError("unknown_column", column=wanted, known=", ".join(names))
    cells = table.frame[wanted].astype(object)
    return cells.where(cells.notna(), "").astype(str).tolist()


def from_table(
    table: Table,
    test: Table | None = None,
    *,
    text: str | None = None,
    label: str | None = None,
    stars: bool | None = None,
) -> TextDataset:
    """Labelled texts of one table, or of one to train on and one to test on.

    Args:
        text: Column of texts; None finds it.
        label: Column of labels; None finds it.

    Raises:
        UserError: `text_column_missing`, `label_column_missing`, `unknown_column`, or as `text_dataset`.
    """
    guessed_text, guessed_label = find_columns(table)
    text, label = text or guessed_text, label or guessed_label
    if text is None:
        raise UserError("text_column_missing")
    if label is None:
        raise UserError("label_column_missing")
    tables = [table] if test is None else [table, test]
    parts = []
    for place, one in enumerate(tables):
        for column in (text, label):
            if column not in one.frame:
                raise UserError("unknown_column", column=column, known=", ".join(map(str, one.frame)))
        cells = one.frame[[text, label]].astype(object).where(one.frame[[text, label]].notna(), "")
        parts.append(cells.astype(str).assign(test=place == 1))
    whole = pd.concat(parts)
    return text_dataset(
        whole[text].tolist(), whole[label].tolist(), whole["test"].tolist(),
        name=table.name, source="upload", stars=stars,
    )  # fmt: skip


def from_lines(pasted: str, name: str) -> TextDataset:
    """Labelled texts from lines of `label<TAB>text`.

    Raises:
        UserError: `no_labelled_lines` (with the first line that does not fit), or what `text_dataset` raises.
    """
    lines = [line for line in pasted.replace("\r", "\n").split("\n") if line.strip()]
    found = [_LINE.match(line) for line in lines]
    bad = next((line for line, match in zip(lines, found, strict=True) if match is None), None)
    if bad is not None or not lines:
        raise UserError("no_labelled_lines", line=(bad or "")[:80])
    pairs = [(match[1], match[2]) for match in found if match]
    return text_dataset(
        [text for _, text in pairs], [label for label, _ in pairs], name=name, source="upload"
    )
