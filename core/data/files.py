"""Files and pasted text that people bring: content decides what they are, not the name."""

import re
from pathlib import Path
from typing import Any

from core.data.choices import AS_FOUND, Choices
from core.data.cleaning import ROW_LIMIT
from core.data.content import kind_of, too_large
from core.data.delimited import check_raw_size, read_delimited
from core.data.encodings import decode
from core.data.headers import MOST, header_rows, named, text
from core.data.lines import check_lines
from core.data.parquet import read_parquet
from core.data.records import read_json
from core.data.table import Table
from core.data.web_tables import read_web_page
from core.data.workbooks import read_workbook
from core.errors import UserError
from core.notes import Note

SIZE_LIMIT = 20 * 1024 * 1024  # bytes
RAW = 8  # lines shown as they are in the file
WIDEST = 160  # letters of such a line


def read_bytes(path: Path) -> bytes:
    """A file's content; raises `no_such_file`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError("no_such_file", name=str(path)) from error


def read_table(
    body: bytes,
    name: str,
    choices: Choices = AS_FOUND,
    *,
    largest: int = SIZE_LIMIT,
    longest: int = ROW_LIMIT,
) -> Table:
    """Read a file or pasted text into cells.

    Args:
        body: CSV (comma, semicolon, tab, bar or blanks), a workbook, Parquet, JSON or a web page.
        name: What the file was called; shown, never opened.
        largest: Most bytes.
        longest: Most rows of text and of Parquet; of all else `ROW_LIMIT`.

    Raises:
        UserError: `empty_file`, `file_too_large`, `not_a_table` (what it really is), `unreadable_file`,
            `password_protected`, `unknown_encoding`, `unknown_sheet`, `web_page_without_table`, `no_rows`,
            `line_too_long` or `too_many_cells`.
    """
    if not body.strip():
        raise UserError("empty_file")
    if len(body) > largest:
        raise too_large(len(body), largest)
    name = re.split(r"[/\\]", name)[-1].strip() or "data"
    kind = kind_of(body)
    if kind == "parquet":
        frame, notes = read_parquet(body, longest)
        first = [list(frame), *frame.head(RAW - 1).itertuples(index=False)]
        return Table(frame, name, raw=_lines(first), notes=notes)
    if kind == "workbook":
        rows, sheets, blanks = read_workbook(body, choices.sheet)
        others = list(sheets[1:])
        said = (Note("sheet_read", {"sheet": sheets[0], "others": others}),) if others else ()
        return _table(
            rows, choices, name=name, sheets=sheets, raw=_lines(rows[:RAW]), blanks=blanks, notes=said
        )
    if kind not in ("text", "json", "html"):
        raise UserError("not_a_table", kind=kind)
    if kind == "text":
        check_lines(body)
    plain, encoding = decode(body, choices.encoding)
    raw = tuple(line[:WIDEST] for line in plain[: 400 * RAW].splitlines()[:RAW])
    if kind == "json":
        return Table(read_json(plain), name, raw=raw)
    if kind == "html":
        return _table(read_web_page(plain), choices, name=name, raw=raw, notes=(Note("web_page"),))
    cells = read_delimited(plain, choices.delimiter, choices.quotes, longest)
    stray = plain.count("\ufffd")
    notes = (Note("bytes_unreadable", {"count": stray, "encoding": encoding}),) if stray else ()
    return _table(
        cells.rows, choices, name=name, encoding=encoding, delimiter=cells.delimiter, raw=raw,
        notes=(*notes, *cells.notes), crooked=cells.crooked, blanks=cells.blanks, longest=longest,
    )  # fmt: skip


def _table(
    rows: list[list[Any]],
    choices: Choices,
    crooked: tuple[int, ...] = (),
    blanks: tuple[int, ...] = (),
    longest: int = ROW_LIMIT,
    **about: Any,
) -> Table:
    """Rows of cells under the names that the lines above them give."""
    check_raw_size(len(rows) - MOST, max(map(len, rows)), longest)
    lines = header_rows(rows) if choices.header_rows is None else min(choices.header_rows, len(rows))
    check_raw_size(len(rows) - lines, max(map(len, rows)), longest)
    frame = named(rows, lines)
    if frame.columns.empty:
        raise UserError("no_rows")
    below = tuple(place - lines for place in crooked if place >= lines)
    left_out = tuple(place - lines for place in blanks if place >= lines)
    return Table(frame, header_rows=lines, crooked=below, blanks=left_out, **about)


def _lines(rows: list[Any]) -> tuple[str, ...]:
    return tuple(" | ".join(map(text, row))[:WIDEST] for row in rows)
