"""A cell that is too long for a number or a time is neither, whatever it begins with."""

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.cells import LONGEST, as_text
from core.data.cleaning import distinct_names
from core.data.numbers import is_number, parse_numbers
from core.data.time_intervals import interval, start_of
from core.data.time_patterns import is_time
from core.data.times import read_times
from core.data.web_tables import WIDEST_SPAN, read_web_page

BEGINS = st.sampled_from(
    ["2024-01-01", "2024-01-01 10:30", "1,000", "12", "5 Jan 2024", "10:00 - 11:00", "Wed,"]
)
PUMPS = st.sampled_from([" ", "0", "1", ".,", "-", "1~", "\u0301", "　"])


@given(BEGINS, PUMPS, st.sampled_from(["x", "1", "!", "Z"]), st.integers(LONGEST + 1, 300))
def test_what_is_too_long_is_no_time_and_no_number(begin, pump, end, length):
    cell = begin + pump * length + end
    column = pd.Series([cell] * 3, name="date", dtype=object)
    assert not is_time(cell) and not is_number(cell)
    assert read_times(column) is None and parse_numbers(pd.Series([cell, "1"])) is None
    assert all(len(told) <= LONGEST + 1 for told in as_text(column))


@pytest.mark.parametrize(
    ("cell", "start"),
    [
        ("2024-01-01 00:00 - 01:00", "2024-01-01 00:00"), ("2024-01-01/2024-01-31", "2024-01-01"),
        ("2024-01-01 00:00 ~ 2024-01-01 01:00 (CET)", "2024-01-01 00:00"), ("2024-01-01", "2024-01-01"),
        ("1 - 2 (a) 3", "1 - 2 (a) 3"), ("2024-01-01 bis 2024-01-02 bis", "2024-01-01"), ("a - b", "a - b"),
    ],
)  # fmt: skip
def test_an_interval_begins_before_what_parts_it(cell, start):
    assert start_of(cell) == start


@given(st.text("0123456789 -~/:()to", max_size=40))
def test_both_sides_of_an_interval_have_figures(cell):
    found = interval(cell)
    if found is not None:
        assert any(map(str.isdigit, found.start)) and any(map(str.isdigit, found.end))
        assert cell.startswith(found.start.strip()) or cell.strip().startswith(found.start)


def seconds(task, size):
    """The least processor time of a few tries."""
    tries = []
    for _ in range(3):
        start = time.process_time()
        task(size)
        tries.append(time.process_time() - start)
    return min(tries)


def page(rows):
    return read_web_page("<table>" + "<tr><td>1<td>2</tr>" * rows + "</table>")


@pytest.mark.parametrize(
    ("task", "size"), [(lambda n: distinct_names(["c"] * n), 4_000), (page, 2_000)], ids=["names", "rows"]
)
def test_four_times_as_many_names_or_rows_take_about_four_times_as_long(task, size):
    assert min(seconds(task, 4 * size) / seconds(task, size) for _ in range(3)) < 8


def test_names_are_told_apart_by_the_first_number_that_is_free():
    assert distinct_names(["c", "c", "c_2", "c", "c_2"]) == ["c", "c_2", "c_2_2", "c_3", "c_2_3"]


def test_a_cell_that_says_it_spans_without_end_spans_a_few():
    body = f"<table><tr><td colspan={'9' * 5_000}>a</td></tr><tr><td>1</td></tr></table>"
    assert len(read_web_page(body)[0]) == WIDEST_SPAN
