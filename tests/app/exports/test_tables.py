"""CSV to take home: nothing in it runs, and every number comes back as it was."""

import csv
import io
import re

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from app.exports.dialect import DIALECTS
from app.exports.tables import table_csv
from app.tasks.forecast.export.tables import data_csv, forecast_table, methods_table
from core.data.frame import canonical
from core.takehome.spreadsheets import ENDS, SKIPPED, spreadsheet_safe
from core.takehome.spreadsheets import SIGNS as ASCII_AND_WIDE

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
UNSEEN = "\u200b\ufeff\u00ad\u2060\u3164\u2800"  # no blanks, and yet nobody sees them
HOSTILE = st.sampled_from(
    [*SIGNS, *",;\t|\r\n\"' \u00a0\u2003\u3000\u2028\0", *UNSEEN, "a", "A1", "SUM(1)", "=1"]
)
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.lists(HOSTILE, max_size=8).map("".join)
)
NUMBERS = st.one_of(st.floats(allow_infinity=False), st.integers(-(10**12), 10**12).map(float))
PASSED = "".join(SKIPPED)
GUARD = re.compile(  # what stands between the beginning of a cell and a sign, and the ' there
    rf"(\A[{PASSED}{ENDS}]*|(?<![{PASSED}{ENDS}])[{PASSED}]*[{ENDS}][{PASSED}{ENDS}]*)'(?=[{ASCII_AND_WIDE}])"
)
NAMED = re.compile(r"@\w+(?:[\s.,:;?!…，。！？][^(|{\[]*)?")  # somebody is spoken to: no formula
ROWS = st.lists(st.tuples(TEXT, NUMBERS), min_size=1, max_size=5)


def as_written(text):
    """What was guarded: as the script to take home reads it (`core/tasks/sentiment/templates/reading.py`)."""
    return GUARD.sub(r"\1", text)


def cells(body):
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@given(ROWS, TEXT, TEXT)
def test_no_text_begins_a_formula_and_numbers_stay_numbers(rows, first, second):
    table = pd.DataFrame({"text": [t for t, _ in rows], "number": [n for _, n in rows]})
    table.columns = [first, second]
    header, *lines = cells(table_csv(table))
    for text in [*header, *(line[1] for line in lines)]:
        assert not text.strip(" \t\r\n" + UNSEEN).startswith(tuple(SIGNS)) or NAMED.fullmatch(text)
    assert [as_written(name) for name in header[1:]] == [first, second]
    assert [as_written(line[1]) for line in lines] == [text for text, _ in rows]
    for line, (_, number) in zip(lines, rows, strict=True):
        assert (line[2] == "" and np.isnan(number)) or float(line[2]) == number


def test_who_is_spoken_to_is_no_formula_and_what_could_call_one_is_guarded():
    calm = ["@united thanks!", "@shop_24", "@united: three hours late…", "@店铺 很好"]
    evil = [
        "@SUM(1)",
        "@a!A1",
        "@a !A1",
        "@cmd|' /C calc'!A0",
        "@ a",
        "@A1+1",
        "'@united thanks",
        "=1",
        "-1+1",
    ]
    told = [line[1] for line in cells(table_csv(pd.DataFrame({"text": calm + evil})))[1:]]
    assert told == calm + [f"'{text}" for text in evil]


@given(
    st.lists(st.tuples(TEXT, NUMBERS.map(abs), TEXT), min_size=1, max_size=4),
    TEXT,
    st.sampled_from(list(DIALECTS)),
)
def test_no_reader_finds_a_formula_wherever_it_cuts(rows, name, dialect):
    table = pd.DataFrame(rows, columns=[name, "n", "label"])
    body = table_csv(table, DIALECTS[dialect]).decode("utf-8-sig")
    for separator in ",;\t|":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            for line in csv.reader(io.StringIO(body, newline=""), delimiter=separator, quoting=quoting):
                for cell in line:
                    begins = cell.lstrip(
                        ' \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u2003\u3000\u2028\0"' + UNSEEN
                    )
                    assert not begins.startswith(tuple(SIGNS)) or NAMED.match(begins)


@given(TEXT)
def test_what_was_guarded_comes_back_as_it_was_written(text):
    assert as_written(spreadsheet_safe(text)) == text


def test_a_text_is_guarded_wherever_a_reader_of_another_language_would_cut_it():
    told = {
        "a;=cmd()": "a;'=cmd()", "\n=1": "\n'=1", "\u3000＝1": "\u3000'＝1",
        "\ufeff\u200b-1": "\ufeff\u200b'-1",
        'x,"=1"': "x,\"'=1\"", "line\n - item": "line\n '- item", "5 - 3 = 2, or not": "5 - 3 = 2, or not",
        "a-b; c=d": "a-b; c=d", "well-known": "well-known", "hello, @SUM(1)": "hello, '@SUM(1)",
    }  # fmt: skip
    assert {text: spreadsheet_safe(text) for text in told} == told


def test_negative_numbers_are_not_text():
    assert cells(table_csv(pd.DataFrame({"change": [-1.5]})))[1] == ["0", "-1.5"]


def test_data_comes_back_as_it_was():
    days = pd.date_range("2024-01-01", periods=3)
    frame = pd.DataFrame({"time": days, "销量": [0.1 + 0.2, np.nan, -1e-17], "price": [1.0, 2.0, 3.0]})
    data = canonical(frame, name="shop", source="upload", time="time")
    body = data_csv(data, data.target)
    again = pd.read_csv(io.BytesIO(body), float_precision="round_trip")
    assert canonical(again, name="shop", source="upload", time="time").sha256 == data.sha256
    assert body.startswith(b"\xef\xbb\xbf")


def test_a_column_named_like_the_index_is_told_apart():
    table = pd.DataFrame({"step": [1.0]}, index=pd.RangeIndex(1, name="step"))
    assert cells(table_csv(table))[0] == ["step_", "step"]


def test_the_forecast_has_a_line_per_step_and_ordered_bounds(outcome):
    table = pd.read_csv(io.BytesIO(table_csv(forecast_table(outcome))), index_col=0)
    assert len(table) == 2 and {"rnn", "gru", "last_value", "ridge"} <= set(table)
    assert "historical_mean" in table and "mean" not in table, "nobody takes it for the forecast's mean"
    assert table.columns[0] == outcome.sent.name and table.columns[1].startswith(f"{outcome.sent.name}_lo")
    bounds = table[["gru_lo95", "gru_lo80", "gru", "gru_hi80", "gru_hi95"]].to_numpy()
    assert (np.diff(bounds, axis=1) >= 0).all()


def test_every_method_is_in_the_table_with_its_scores(outcome):
    table = pd.read_csv(io.BytesIO(table_csv(methods_table(outcome))))
    assert len(table) == len(outcome.methods)
    reference = table[table["method"] == outcome.reference].iloc[0]
    assert reference["skill"] == 0 and reference["mae"] > 0 and np.isnan(reference["p_holm"])
