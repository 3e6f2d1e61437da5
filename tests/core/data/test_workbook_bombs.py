"""Workbooks of few bytes that ask for much, or lie about their size."""

import io
import re
import struct
import zipfile
import zlib

import pytest

from core.data.files import read_table
from core.errors import UserError
from tests.files import workbook, zipped
from tests.limited import as_series, limited, under_limit

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
ROWS = [["day", "y"], *([f"2024-01-{day:02d}", day % 7] for day in range(1, 31))]
CELLS = "".join(
    f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>{n % 7}</v></c></row>' for n in range(1, 60)
)


def parts(body):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def book(cells=None, behind="", strings=None, before=""):
    """A workbook with one sheet of such XML."""
    files = parts(workbook({"S": ROWS}))
    if cells is not None or behind or before:
        inner = re.search("<sheetData>.*</sheetData>", files["xl/worksheets/sheet1.xml"])[0]
        inner = inner if cells is None else f"<sheetData>{cells}</sheetData>"
        files["xl/worksheets/sheet1.xml"] = f"<worksheet {MAIN}>{before}{inner}{behind}</worksheet>"
    if strings is not None:
        link = f'<Relationship Id="rs" Type="{STRINGS}" Target="sharedStrings.xml"/></Relationships>'
        name = "xl/_rels/workbook.xml.rels"
        files[name] = files[name].replace("</Relationships>", link)
        files["xl/sharedStrings.xml"] = strings
    return zipped(**files)


def many_sheets(count):
    """So many names of one and the same sheet."""
    files = parts(workbook({"S": [["just a remark"]]}))
    told = files["xl/workbook.xml"]
    sheet = re.search("<sheet [^>]*/>", told)[0]
    sheets = "".join(sheet.replace('"S"', f'"S{n}"').replace('"1"', f'"{n}"') for n in range(1, count + 1))
    return zipped(**files | {"xl/workbook.xml": told.replace(sheet, sheets)})


def shared(text, uses, count=""):
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(1, uses + 1)
    )
    return book(cells, strings=f"<sst {MAIN} {count}><si><t>{text}</t></si></sst>")


def larger_than_told():
    """A sheet of which the archive says that it is short."""
    body = bytearray(book(CELLS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
        content = archive.read(sheet)[:900]
    crc = struct.pack("<L", zlib.crc32(content))
    place = body.index(struct.pack("<L", sheet.CRC), sheet.header_offset + 64)  # in the list at the end
    body[place : place + 4], body[place + 8 : place + 12] = crc, struct.pack("<L", len(content))
    return bytes(body)


def merged(*places):
    told = "".join(f'<mergeCell ref="{place}"/>' for place in places)
    return f"<mergeCells>{told}</mergeCells>"


def with_entities():
    entities = "".join(f'<!ENTITY a{n + 1} "&a{n};&a{n};&a{n};&a{n};&a{n};">' for n in range(9))
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    sheet = f"<!DOCTYPE a [{entities}]><worksheet {MAIN}><sheetData>{cell}</sheetData></worksheet>"
    return zipped(**parts(book()) | {"xl/worksheets/sheet1.xml": sheet})


CORNER = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
BEHIND = '<row r="1"><c r="AAAAAAAA99999999999"><v>1</v></c></row>'
BOMBS = {
    "attributes": (lambda: book('<row r="1"><c ' + 'r="A1" ' * 40_000 + "/></row>"), "no_rows"),
    "names of one sheet": (lambda: many_sheets(100_000), "too_heavy_to_read"),
    "one string in many cells": (lambda: shared("x" * 100_000, 100_000), "file_too_large"),
    "strings without end": (lambda: shared("x", 9, 'uniqueCount="4294967295"'), "too_heavy_to_read"),
    "merged a million times": (
        lambda: book(behind=merged(*["A1:B31"] * 1_000_000)),
        "too_heavy_to_read",
    ),
    "merged over merged": (lambda: book(behind=merged(*["A2:A31"] * 90_000)), "unreadable_file"),
    "the last corner": (lambda: book(CELLS + CORNER), "too_many_cells"),
    "a corner behind the last": (lambda: book(CELLS + BEHIND), "too_many_cells"),
    "rows without a place": (lambda: book("<row><c><v>1</v></c></row>" * 300_000), "too_many_cells"),
    "a tag without end": (lambda: book("<row " + "r " * 2_000_000 + "></row>"), "unreadable_file"),
    "longer than it says": (larger_than_told, "unreadable_file"),
    "parts without end": (lambda: zipped(**{f"x{n}": "" for n in range(20_000)}), "too_heavy_to_read"),
    "entities": (with_entities, "unreadable_file"),
}


@limited
@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_that_asks_for_much_is_refused_before_it_is_loaded(name):
    make, key = BOMBS[name]
    found = under_limit(as_series, make())
    assert (found.key, found.memory < 250, found.seconds < 5) == (key, True, True)


@pytest.mark.parametrize(
    "body",
    [
        book(),
        book(before='<dimension ref="A1:XFD1048576"/>'),
        book(behind=merged("A1:A1", "D40:F99")),
        book(strings=f'<sst {MAIN} count="7"><si><t xml:space="preserve"> never used </t></si></sst>'),
    ],
    ids=["plain", "a false dimension", "merged", "strings"],
)
def test_honest_workbooks_are_read(body):
    assert read_table(body, "a.xlsx").frame.shape == (30, 2)


def test_a_merged_title_stays_a_title():
    title = '<row r="1"><c r="A1" t="inlineStr"><is><t>Sales of all shops</t></is></c></row>'
    names = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>'
    rows = CELLS[CELLS.index('<row r="3">') :]
    strings = f"<sst {MAIN}><si><t>n</t></si><si><r><t>sa</t></r><r><t>les</t></r></si></sst>"
    frame = read_table(book(title + names + rows, merged("A1:B1"), strings), "a.xlsx").frame
    assert list(frame) == ["n", "sales"] and len(frame) == 57


def test_a_shared_string_in_many_cells_is_read_where_it_is_short():
    assert read_table(shared("Hamburg", 2_000), "a.xlsx").frame.shape == (2_000, 2)


def test_an_unusual_packing_is_told():
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_LZMA) as archive:
        for name, text in parts(book()).items():
            archive.writestr(name, text)
    with pytest.raises(UserError, match="unreadable_file"):
        read_table(body.getvalue(), "a.xlsx")
