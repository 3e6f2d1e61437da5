"""CSV as the reader's language writes it: the same numbers come back from either."""

import io
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports.dialect import COMMA, DIALECTS, SEMICOLON, usual_dialect
from app.exports.names import LONGEST, file_stem
from app.exports.tables import table_csv


@pytest.mark.parametrize(
    ("locale", "dialect"),
    [
        ("en-GB", COMMA), ("zh-CN", COMMA), ("ja", COMMA), (None, COMMA), ("", COMMA), ("es-MX", COMMA),
        ("de-CH", COMMA), ("de-DE", SEMICOLON), ("fr", SEMICOLON), ("pt-BR", SEMICOLON), ("ru_RU", SEMICOLON),
    ],
)  # fmt: skip
def test_the_browsers_language_decides_until_a_person_does(locale, dialect):
    assert usual_dialect(locale) is dialect


@given(st.lists(st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)), min_size=1))
def test_numbers_come_back_to_their_last_digit_in_both_dialects(values):
    mixed = pd.Series(values, dtype=object)  # as columns are in which something is not defined
    table = pd.DataFrame({"mixed": mixed, "plain": pd.to_numeric(mixed)}, index=pd.RangeIndex(len(values)))
    for dialect in DIALECTS.values():
        again = pd.read_csv(
            io.BytesIO(table_csv(table, dialect)),
            index_col=0,
            sep=dialect.separator,
            decimal=dialect.decimal,
            float_precision="round_trip",
        )
        for name in table:
            assert np.array_equal(
                again[name].astype(float), pd.to_numeric(mixed).astype(float), equal_nan=True
            )


def test_a_semicolon_in_a_text_and_a_formula_stay_one_cell_of_text():
    body = table_csv(pd.DataFrame({"text": ["a;b", "=1+1", "x,y"], "n": [0.5, None, 2]}), SEMICOLON)
    again = pd.read_csv(io.BytesIO(body), sep=";", decimal=",", index_col=0)
    assert again["text"].tolist() == ["a;b", "'=1+1", "x,y"] and again["n"].sum() == 2.5


@given(st.lists(st.text(), max_size=3))
def test_a_files_name_is_one_that_every_system_takes(parts):
    stem = file_stem(*parts)
    assert 0 < len(stem) <= LONGEST and not re.search(r'[/\\:*?"<>|\s\x00]', stem) and stem[0] != "."


def test_a_files_name_keeps_the_letters_of_every_language():
    assert file_stem("店铺销售.xlsx · 销量", "") == "店铺销售.xlsx-销量"
    assert file_stem("../../etc/x.csv", "Close") == "etc-x-Close"


@pytest.mark.parametrize("name", ["shops.xlsx", "shops.csv.gz", "SHOPS.CSV", "shops"])
def test_what_is_called_after_a_file_does_not_end_twice(name):
    assert file_stem(name).lower() == "shops" and file_stem("shops.v2") == "shops.v2"
