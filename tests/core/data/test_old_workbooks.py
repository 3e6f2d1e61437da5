"""Older workbooks that ask for much, or lie about their size."""

import pytest

from core.data.files import read_table
from tests.limited import as_series, limited, under_limit
from tests.old_workbooks import number, old_workbook, says, strings, use

CELLS = b"".join(number(row, column, row * (column + 1) % 7) for row in range(100) for column in range(3))
BOMBS = {
    "the last corner": (lambda: old_workbook(CELLS + number(65_535, 65_535, 1)), "too_many_cells"),
    "all sheets": (lambda: old_workbook(CELLS + number(65_535, 150, 1), sheets=40), "too_heavy_to_read"),
    "one string in many cells": (
        lambda: old_workbook(
            b"".join(use(row, column, 0) for row in range(60_000) for column in (0, 1)), strings("x" * 32_000)
        ),
        "file_too_large",
    ),
    "names of one sheet": (lambda: old_workbook(CELLS, sheets=900, each=True), "unreadable_file"),
    "too many sheets": (lambda: old_workbook(b"", sheets=2_000), "too_heavy_to_read"),
}


@limited
@pytest.mark.parametrize("name", BOMBS)
def test_an_old_workbook_that_asks_for_much_is_refused_before_it_is_loaded(name):
    make, key = BOMBS[name]
    found = under_limit(as_series, make())
    assert (found.key, found.memory < 200, found.seconds < 5) == (key, True, True)


@limited
@pytest.mark.parametrize("told", [(0xFFFFFFFF, 0xFFFF), (65_536, 256), (100, 3), (0, 0)], ids=str)
def test_what_a_sheet_says_of_its_size_decides_nothing(told):
    found = under_limit(as_series, old_workbook(says(*told) + CELLS))
    assert (found.value[1], found.memory < 200) == (100, True)


def test_strings_that_go_on_in_the_next_record_are_read():
    texts = ["day", "y", *(f"{n}:" + "x" * 5_000 for n in range(40))]
    cells = use(0, 0, 0) + use(0, 1, 1)
    cells += b"".join(use(row, 0, row + 1) + number(row, 1, row) for row in range(1, 41))
    frame = read_table(old_workbook(cells, strings(*texts)), "a.xls").frame
    assert list(frame) == ["day", "y"] and frame["day"].tolist() == texts[2:]
