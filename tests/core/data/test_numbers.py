import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.numbers import decimal_mark, parse_numbers, unreadable


def read(*cells, **more):
    found = parse_numbers(pd.Series(list(cells), dtype=object), **more)
    return None if found is None else list(found)


@pytest.mark.parametrize(
    "written, meant",
    [
        ("1234.5", 1234.5),
        ("1,234.50", 1234.5),
        ("$1,234.50", 1234.5),
        ("¥ 12", 12),
        ("-0.74%", -0.74),
        ("131.03K", 131_030),
        ("2M", 2e6),
        ("3.5亿", 3.5e8),
        ("(12.5)", -12.5),
        ("+7", 7),
        ("1e-3", 0.001),
        (".5", 0.5),
        ("−3", -3),
        (" 96.7", 96.7),
        ("1 234", 1234),
        ("2,6", 2.6),
        ("1.234,5", 1234.5),
        ("1,234", 1234),
        (5, 5),
        (True, None),
        ("1-2", None),
        ("1_000", None),
        ("12 May", None),
        ("abc", None),
        ("1,2,3", None),
        ("K", None),
        ("1234.50 USD", 1234.5),
        ("CHF 1'234.50", 1234.5),
        ("1.5bn", 1.5e9),
        ("2.5k", 2500),
        ("12.5t", None),
        ("12.5-", -12.5),
        ("１２．５", 12.5),
        ("12.5 kWh", 12.5),
        ("21 °C", 21),
        ("ID0001", None),
        ("Store 12", None),
    ],
)
def test_numbers_are_read_as_people_write_them(written, meant):
    assert read(written) == (None if meant is None else pytest.approx([meant]))


@pytest.mark.parametrize(
    "word", ["", " ", "null", "None", "-", "NaN", "N/A", "nan", "..", "#DIV/0!", "停牌", None]
)
def test_words_for_missing_are_missing(word):
    assert np.array_equal(read("1", word), [1, np.nan], equal_nan=True)


def test_a_column_with_nothing_in_it_is_not_numeric():
    assert read("", "-", None) is None


def test_the_mark_of_the_file_decides_what_a_column_leaves_open():
    assert read("1,234", mark=",") == [1.234]
    assert read("1.234", mark=",") == [1234.0]


def test_a_file_tells_its_mark_by_the_columns_that_leave_no_choice():
    sure, open_ = pd.Series(["2,6", "11,9"]), pd.Series(["1,234", "5,678"])
    assert decimal_mark([sure, open_], ";") == ","
    assert decimal_mark([pd.Series(["2.6"]), open_], ",") == "."
    assert decimal_mark([open_], ";") == "," and decimal_mark([open_], ",") == "."


def test_rare_unreadable_cells_become_missing_and_are_counted():
    cells = pd.Series(["1.5"] * 99 + ["oops"], dtype=object)
    numbers = parse_numbers(cells)
    assert numbers.isna().sum() == 1 and unreadable(cells, numbers) == 1
    assert parse_numbers(pd.Series(["1.5", "oops"])) is None


def test_infinity_is_read_so_that_it_can_be_refused():
    assert read("inf", "-inf", "1") == [np.inf, -np.inf, 1.0]


@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=10))
def test_every_float_is_read_back_exactly(values):
    assert read(*map(repr, values)) == values


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=10))
def test_thousands_and_decimal_commas_mean_the_same_number(values):
    english = [f"{value:,.2f}" for value in values]
    german = [cell.translate(str.maketrans(",.", ".,")) for cell in english]
    assert read(*english) == read(*german, mark=",") == [float(value) for value in values]
