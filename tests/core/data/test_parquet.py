import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

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
