import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.data import parquet, reading
from core.data.files import read_table
from core.data.series import to_dataset
from core.errors import UserError


def written(table):
    body = io.BytesIO()
    pq.write_table(table, body, compression="zstd")
    return body.getvalue()


def test_nested_columns_are_left_out_and_named():
    lists = pa.array([[0] * 1000] * 50, type=pa.list_(pa.int8()))
    body = written(pa.table({"y": pa.array(np.arange(50.0)), "deep": lists}))
    data = to_dataset(read_table(body, "a.parquet"))
    assert list(data.frame) == ["y"]
    assert {"columns": ["deep"]} in [note.facts for note in data.notes if note.key == "columns_left_out"]


def test_long_equal_texts_take_no_room_of_their_own():
    body = written(pa.table({"y": pa.array(np.arange(5000)), "note": pa.array(["x" * 100_000] * 5000)}))
    assert len(body) < 100_000  # half a gigabyte, written out
    assert list(to_dataset(read_table(body, "a.parquet")).frame) == ["y"]


def test_only_what_promises_little_is_read_beside_the_pages(monkeypatch):
    small = written(pa.table({"y": pa.array(np.arange(100.0))}))
    text = written(pa.table({"y": pa.array(["a"] * 100)}))
    many = written(pa.table({"y": pa.array(np.zeros(parquet.QUICK + 1))}))
    assert parquet.is_small(small) and not parquet.is_small(text) and not parquet.is_small(many)
    assert parquet.is_small(small[:-30])  # damaged: refused at once
    asked = []
    monkeypatch.setattr(reading, "apart", lambda task, *given: asked.append(task.__name__))
    monkeypatch.setattr(reading, "POSSIBLE", True)
    reading.dataset(text, "a.parquet")
    reading.dataset(small, "a.parquet")
    assert asked == ["_dataset"]


@pytest.mark.parametrize("place", [20, 100, -20])
def test_damage_anywhere_is_told(place):
    body = bytearray(written(pa.table({"y": pa.array(np.arange(100.0))})))
    body[place : place + 12] = b"\xff" * 12
    with pytest.raises(UserError) as caught:
        read_table(bytes(body), "a.parquet")
    assert caught.value.key == "unreadable_file"


def test_dates_and_categories_keep_their_meaning():
    frame = pd.DataFrame(
        {
            "day": pd.date_range("2024-01-01", periods=4, tz="Asia/Shanghai"),
            "who": pd.Categorical(["a", "b"] * 2),
            "y": [1.0, 2, 3, 4],
        }
    )
    body = io.BytesIO()
    frame.to_parquet(body)
    data = to_dataset(read_table(body.getvalue(), "a.parquet"))
    assert data.frequency == "D" and list(data.frame) == ["y"]
    assert "offsets_left_out" in [note.key for note in data.notes]
