"""What an attacker sends: small files and pastes, each with the weakness that it looks for.

Every one is made in a moment from its figures, so that a test can ask for half or four times as much.
"""

import gzip
import io
import zipfile
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROWS_FIELD = b"\x16"  # Thrift's compact form: the field after the list of columns, a 64-bit number


def dictionary_parquet(rows: int = 40_000, letters: int = 100_000) -> bytes:
    """Two long texts that rows only point at: a kilobyte whose cells are gigabytes once they are written."""
    texts = pa.DictionaryArray.from_arrays(
        pa.array([place * 2 // rows for place in range(rows)], pa.int32()),
        pa.array(["a" * letters, "b" * letters]),
    )
    labels = pa.array(["good" if place * 2 < rows else "bad" for place in range(rows)])
    return _parquet(pa.table({"text": texts, "label": labels}))


def lying_parquet(rows: int = 20_000_000, said: int = 10, groups: int = 20) -> bytes:
    """A footer that says few rows over row groups that hold many: whoever trusts it reads them all."""
    table = pa.table({"value": pa.repeat(pa.scalar(1, pa.int64()), rows)})
    body = _parquet(table, row_group_size=rows // groups)
    length = int.from_bytes(body[-8:-4], "little")
    head, footer = body[: -8 - length], body[-8 - length : -8]
    true = _ROWS_FIELD + _varint(2 * rows)
    if footer.count(true) != 1:
        raise ValueError("the number of rows is not found in the footer")
    footer = footer.replace(true, _ROWS_FIELD + _varint(2 * said))
    return head + footer + len(footer).to_bytes(4, "little") + b"PAR1"


def one_cell_gzip(letters: int = 199 << 20) -> bytes:
    """One endless cell, packed a thousandfold: whatever looks at it copies it several times."""
    return _gzip(_pieces(b"text,label\n", b"x", letters, b",good\nfine,bad\n"))


def one_line_vectors_gzip(numbers: int = 30_000_000) -> bytes:
    """Word vectors of one endless line: cut at its blanks it becomes as many objects."""
    return _gzip(_pieces(b"the", b" 0", numbers, b"\n"))


def many_attributes_workbook(attributes: int = 20_000) -> bytes:
    """One tag with the same attribute again and again: to look ahead from each one is quadratic."""
    cell = "<c" + ' r="A1"' * attributes + "><v>1</v></c>"
    sheet = f'<worksheet xmlns="{_SPREADSHEET}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    return _workbook(sheet)


def blank_date_csv(blanks: int = 8_000, rows: int = 60) -> bytes:
    """A date, thousands of blanks and a letter in one cell: there are as many ways to part them."""
    cells = [f"2024-{1 + row // 28:02d}-{1 + row % 28:02d}" for row in range(rows)]
    cells[rows // 2] += " " * blanks + "x"
    return ("date,value\n" + "".join(f"{cell},{row}\n" for row, cell in enumerate(cells))).encode()


def separated_digits(length: int = 20_000) -> bytes:
    """Digits and separators without an end where a number is looked for: it may be cut at every digit."""
    return f"a b\n1 {'1234567.' * (length // 8)}x\n".encode()


def comment_paste(length: int = 2_000_000) -> str:
    """Comments that begin and never end: a pattern that looks for each one's end reads to the last letter."""
    return "good\t" + "<!--" * (length // 4) + "\nbad\tfine\n"


def entity_lines(digits: int = 10_000) -> str:
    """Labelled texts with a character's number of thousands of digits, more than Python makes a number of."""
    odd = f"good\tnice &#{'9' * digits}; room"
    return "\n".join(
        [odd, *(f"{label}\ta {label} day {place}" for place in range(12) for label in ("good", "bad"))]
    )


def nested_base(depth: int = 50_000) -> str:
    """JSON within JSON, deeper than a reader that calls itself can go."""
    return '{"task":' * depth


def long_names_csv(letters: int = 1 << 20, columns: int = 5) -> bytes:
    """Names of columns of a megabyte, which a page would show everywhere."""
    names = ",".join(["date", *(str(place) + "n" * letters for place in range(columns))])
    rows = "".join(f"2024-01-{day:02d}{',1' * columns}\n" for day in range(1, 29))
    return f"{names}\n{rows}".encode()


def plain_csv(megabytes: int = 19) -> bytes:
    """An honest file of series, as large as may be."""
    line = b"2024-01-01,1.25,3.5,7.125,9.0625,11.5,13.25\n"
    return b"date,a,b,c,d,e,f\n" + line * (megabytes * (1 << 20) // len(line))


def _parquet(table: pa.Table, **how: int) -> bytes:
    body = io.BytesIO()
    pq.write_table(table, body, compression="zstd", store_schema=False, write_statistics=False, **how)
    return body.getvalue()


def _varint(number: int) -> bytes:
    told = bytearray()
    while number > 0x7F:
        told.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*told, number])


def _gzip(pieces: Iterator[bytes]) -> bytes:
    body = io.BytesIO()
    with gzip.GzipFile(fileobj=body, mode="wb", mtime=0) as archive:
        for piece in pieces:
            archive.write(piece)
    return body.getvalue()


def _pieces(head: bytes, unit: bytes, count: int, tail: bytes, most: int = 1 << 20) -> Iterator[bytes]:
    """Head, the unit so many times, tail; never more than a piece at once."""
    yield head
    for begun in range(0, count, most):
        yield unit * min(most, count - begun)
    yield tail


def _workbook(sheet: str) -> bytes:
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return body.getvalue()
