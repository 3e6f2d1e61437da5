"""Text, JSON and web pages of few bytes that ask for much."""

import numpy as np
import pytest

from core.data.encodings import decode
from core.data.files import read_table
from core.errors import UserError
from tests.limited import as_series, limited, under_limit

BOMBS = {
    "JSON in JSON": ("[" * 100_000 + "]" * 100_000, "unreadable_file"),
    "records in records": ('{"a":' * 100_000 + "1" + "}" * 100_000, "unreadable_file"),
    "millions of digits": ('[{"y":' + "1" * 5_000_000 + '},{"y":2}]', "unreadable_file"),
    "empty lists": ("[" + ",".join(["[]"] * 6_000_000) + "]", "too_heavy_to_read"),
    "one row of JSON": ("[[" + ",".join(["1"] * 9_500_000) + "],[1]]", "too_many_cells"),
    "one column of JSON": ('{"a":[' + ",".join(["1"] * 5_000_000) + "]}", "too_many_cells"),
    "lines of JSON": ('{"y":1}\n' * 1_500_000, "too_many_cells"),
    "keys": ("[" + ",".join(f'{{"k{n}":1}}' for n in range(50_000)) + "]", "too_many_cells"),
    "endless numbers": ('[{"y":1e999},{"y":' + "9" * 400 + "}]", "infinite_values"),
    "comments": ("<html>" + "<!--" * 500_000, "web_page_without_table"),
    "tables in tables": ("<html>" + "<table><tr><td>" * 100_000, "web_page_without_table"),
    "spans": ("<html><table>" + "<tr><td rowspan=65534 colspan=1000000>x" * 100_000, "too_many_cells"),
    "rows": ("<html><table>" + "<tr><td>1" * 300_000, "too_many_cells"),
    "tables": (
        "<html>" + ("<table>" + "<tr><td colspan=200>x" * 5_000 + "</table>") * 30,
        "too_heavy_to_read",
    ),
    "breaks": ("<html>" + "<br>" * 4_500_000, "too_heavy_to_read"),
    "attributes": ("<html><p " + "a " * 5_000_000 + ">", "too_heavy_to_read"),
    "columns": ("a,b\n" + "1," * 2_000_000, "too_many_cells"),
    "rows of commas": (",\n" * 9_000_000, "no_rows"),
    "old line ends": ("1,2\r" * 3_000_000, "too_many_cells"),
}


@limited
@pytest.mark.parametrize("name", BOMBS)
def test_text_that_asks_for_much_is_refused_before_it_is_made(name):
    text, key = BOMBS[name]
    found = under_limit(as_series, text.encode())
    assert (found.key, found.memory < 350, found.seconds < 15) == (key, True, True)


@limited
def test_a_web_page_of_many_rows_is_read_in_a_time_that_grows_with_them():
    def page(rows):
        days = np.datetime64("1990-01-01") + np.arange(rows)
        lines = "".join(f"<tr><td>{day}<td>{place % 7}" for place, day in enumerate(days))
        return f"<html><table><tr><th>day<th>y{lines}</table>".encode()

    few, many = (under_limit(as_series, page(rows)) for rows in (10_000, 40_000))
    assert many.value == (["y"], 40_000) and many.seconds < 10 * max(few.seconds, 0.5)


@limited
@pytest.mark.parametrize(
    "body",
    [b"\xff" * 4_000_000, b"a,b\n" + (b"\xe9" * 3_000_000 + b"\n") * 6, bytes(range(1, 256)) * 70_000],
    ids=["no letters", "endless words", "all bytes"],
)
def test_an_encoding_is_found_in_bounded_time(body):
    found = under_limit(decode, body)
    assert found.seconds < 5 and found.memory < 10 * len(body) / 2**20 + 50


def test_damaged_utf8_is_still_told_by_its_letters():
    text = "day,Größe\n" + "2024-01-01,übel\n" * 50
    damaged = text.encode().replace(b"\xc3\xbc", b"\xff", 2)
    assert decode(damaged)[1] == "utf-8" and decode(text.encode("cp1252"))[1] == "cp1252"


def test_a_nested_cell_at_the_edge_of_what_can_be_read_is_told():
    for deep in range(300, 1_000, 100):
        try:
            read_table(f'[{{"a":{"[" * deep}{"]" * deep},"b":1}},{{"b":2}}]'.encode(), "a.json")
        except UserError as error:
            assert error.key == "unreadable_file"


def test_a_long_line_with_many_blanks_is_no_table_of_many_columns():
    text = "text\n" + "a word " * 9_000 + "\nshort one\n"
    assert len(read_table(text.encode(), "a.txt").frame) == 2


@limited
def test_a_row_with_too_many_cells_beside_hundreds_of_columns_is_looked_at_once():
    days = ",".join(f"1/{n % 28 + 1}/{20 + n // 28}" for n in range(2_000))
    rows = "".join(f"Place {n}," + ",".join(str(n * k % 97) for k in range(2_000)) + "\n" for n in range(12))
    found = under_limit(as_series, f"Country,{days}\n{rows}A,B,{'1,' * 2_000}2\n".encode())
    assert found.seconds < 20
