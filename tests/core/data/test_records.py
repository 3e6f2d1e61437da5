import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data import reading
from core.data.files import read_table
from core.data.series import to_dataset
from core.errors import UserError
from core.text.loading import from_table, read_texts

DAYS = [f"2024-03-{n:02d}" for n in range(1, 21)]
ROWS = [{"day": day, "sold": n, "where": "north"} for n, day in enumerate(DAYS)]
SHAPES = {
    "lines": "\n".join(map(json.dumps, ROWS)),
    "list": json.dumps(ROWS),
    "indented": json.dumps(ROWS, indent=2),
    "within": json.dumps({"status": "ok", "data": ROWS}),
    "beside facts": json.dumps({"meta": {"n": 20}, "results": ROWS, "next": None}),
    "columns": json.dumps({name: [row[name] for row in ROWS] for name in ROWS[0]}),
    "row names": pd.DataFrame(ROWS).to_json(),
    "rows": json.dumps([list(ROWS[0]), *(list(row.values()) for row in ROWS)]),
    "split": json.dumps([{**row, "more": {"a": [1]}} for row in ROWS]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_records_are_a_table(shape):
    data = to_dataset(read_table(SHAPES[shape].encode(), "a.json"))
    assert list(data.frame["sold"]) == list(range(20)) and data.frequency == "D"


def test_rows_without_names_are_read_by_place():
    body = json.dumps([[1704067200000 + 3_600_000 * n, n, n + 0.5] for n in range(40)]).encode()
    data = to_dataset(read_table(body, "klines.json"))
    assert data.frequency == "h" and list(data.frame) == ["column_2", "column_3"]


def test_a_field_that_comes_later_is_missing_before():
    table = read_table(b'{"day": "2024-01-01"}\n{"day": "2024-01-02", "y": {"high": 3}}\n', "a.jsonl")
    assert list(table.frame) == ["day", "y.high"] and list(table.frame["y.high"]) == [None, 3]


@pytest.mark.parametrize(
    "text", ['{"a": 1, "b": [[1], 2]}', '[{"a": 1}, [2]]', '{"a": [{"x": 1}], "b": [{"y": 1}]}']
)
def test_other_json_is_no_table(text):
    with pytest.raises(UserError) as caught:
        read_table(text.encode(), "a.json")
    assert caught.value.facts == {"kind": "json"}


def test_a_text_in_brackets_is_no_json():
    table = read_table(b"[music] we sing\n[laughs] you too\n{sic} all of it\n", "a.txt")
    assert len(table.frame) == 2


def test_labelled_texts_may_be_records():
    rows = [{"stars": n % 2, "review": f"soup number {n}, and bread"} for n in range(40)]
    body = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    texts = from_table(read_texts(body, "reviews.jsonl"))
    assert len(texts.frame) == 40 and texts.frame["text"][3] == "soup number 3, and bread"


def test_json_is_never_read_by_the_process_of_the_pages(monkeypatch):
    asked = []
    monkeypatch.setattr(reading, "apart", lambda task, body, *given: asked.append(task) or task(body, *given))
    reading.read(SHAPES["lines"].encode(), "a.json")
    assert asked


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_read_or_refused_but_never_breaks(value):
    try:
        to_dataset(read_table(json.dumps(value).encode(), "a"))
    except UserError:
        pass
