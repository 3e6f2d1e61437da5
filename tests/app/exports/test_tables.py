"""CSV to take home: nothing in it runs, and every number comes back as it was."""

import csv
import io
import re

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from app.exports.tables import data_csv, forecast_table, methods_table, table_csv
from core.data.frame import canonical

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.builds(lambda sign, rest: sign + rest, st.sampled_from("=+-@\t\r'"), st.text("1A=,\"'\n", max_size=5)),
)
NUMBERS = st.one_of(st.floats(allow_infinity=False), st.integers(-(10**12), 10**12).map(float))
NAMED = re.compile(r"@\w+(?:[\s.,:;?!…，。！？][^(|{\[]*)?")  # somebody is spoken to: no formula
ROWS = st.lists(st.tuples(TEXT, NUMBERS), min_size=1, max_size=5)


def cells(body):
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def unescaped(text):
    """What `spreadsheet_safe` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'")[:1] in tuple("=+-@\t\r") else text


@given(ROWS, TEXT, TEXT)
def test_no_text_begins_a_formula_and_numbers_stay_numbers(rows, first, second):
    table = pd.DataFrame({"text": [t for t, _ in rows], "number": [n for _, n in rows]})
    table.columns = [first, second]
    header, *lines = cells(table_csv(table))
    for text in [*header, *(line[1] for line in lines)]:
        assert not text.startswith(("=", "+", "-", "@", "\t", "\r")) or NAMED.fullmatch(text)
    assert [unescaped(name) for name in header[1:]] == [first, second]
    assert [unescaped(line[1]) for line in lines] == [text for text, _ in rows]
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
