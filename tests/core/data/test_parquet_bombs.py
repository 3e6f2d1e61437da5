"""Parquet of few bytes that holds much, or lies about how much."""

import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.data.files import read_table
from core.errors import UserError
from core.text.loading import read_texts
from tests.limited import as_series, as_texts, limited, under_limit

ROWS = 40_000


def written(table, **how):
    body = io.BytesIO()
    pq.write_table(table, body, **{"compression": "zstd"} | how)
    return body.getvalue()


def two_of(first, second, rows=ROWS):
    """A column of two values, as a dictionary."""
    return pa.DictionaryArray.from_arrays(
        pa.array(np.arange(rows) % 2, pa.int32()), pa.array([first, second])
    )


def days(rows=ROWS):
    return pa.array(np.arange(rows) * 86_400_000_000, pa.timestamp("us"))


def footer(change, body):
    """The file with another footer."""
    length = int.from_bytes(body[-8:-4], "little")
    told = change(body[-8 - length : -8])
    return body[: -8 - length] + told + len(told).to_bytes(4, "little") + b"PAR1"


def whole_number(number):
    """A field of a footer that holds it, as Thrift's compact protocol writes it."""
    number, written = number << 1, b"\x16"
    while number > 127:
        written, number = written + bytes([number & 127 | 128]), number >> 7
    return written + bytes([number])


def promising(rows, told, count):
    """A file of so many rows that tells of others, in the footer alone (1) or wherever it can."""
    body = written(pa.table({"y": pa.array(np.zeros(rows))}), row_group_size=rows)
    return footer(lambda foot: foot.replace(whole_number(rows), whole_number(told), count), body)


LONG = [("a" * 100_000, "b" * 100_000), (" A<b>" * 20_000, " B &amp;" * 15_000)]


@limited
@pytest.mark.parametrize("texts", LONG, ids=["plain", "markup"])
def test_two_long_texts_in_many_rows_are_two(texts):
    body = written(pa.table({"text": two_of(*texts), "label": two_of("good", "bad")}))
    found = under_limit(as_texts, body)
    assert len(body) < 2_000 and (found.key, found.facts["count"]) == ("class_too_small", 1)
    assert found.memory < 150 and found.seconds < 5


@limited
def test_long_labels_in_many_rows_are_two_as_well():
    rows = pa.array([f"review number {n} of this place" for n in range(ROWS)])
    found = under_limit(as_texts, written(pa.table({"text": rows, "label": two_of(*LONG[1])})))
    assert (found.key, found.memory < 200) == (None, True)


@limited
@pytest.mark.parametrize("texts", LONG[:1], ids=["plain"])
def test_long_texts_beside_a_series_take_no_room_of_their_own(texts):
    table = pa.table({"day": days(), "y": pa.array(np.arange(ROWS) % 7.0), "remark": two_of(*texts)})
    found = under_limit(as_series, written(table))
    assert found.value == (["y"], ROWS) and found.memory < 250


@limited
@pytest.mark.parametrize(("count", "found"), [(1, 20_000_000), (-1, 20_000)], ids=["footer", "everywhere"])
def test_rows_are_counted_in_the_parts_too(count, found):
    seen = under_limit(as_series, promising(20_000_000, 10, count))
    assert (seen.key, seen.facts) == ("rows_miscounted", {"told": 10, "found": found})
    assert seen.memory < 150 and seen.seconds < 3


def test_a_column_that_unpacks_to_too_much_is_refused_before_it_is(monkeypatch):
    monkeypatch.setattr("core.data.parquet.UNZIPPED_LIMIT", 1 << 20)
    table = pa.table({"text": pa.array([str(n) * 5_000 for n in range(1_000)])})
    for how in ({}, {"use_dictionary": False}, {"data_page_version": "2.0"}):
        with pytest.raises(UserError, match="file_too_large"):
            read_table(written(table, **how), "a.parquet")


@limited
@pytest.mark.parametrize("told", ["[" * 100_000, "{}", "[]", "7", '{"index_columns": ["x"], "columns": []}'])
def test_what_a_program_says_of_itself_decides_nothing(told):
    table = pa.table({"day": days(50), "y": pa.array(np.arange(50.0))}).replace_schema_metadata(
        {"pandas": told}
    )
    assert under_limit(as_series, written(table)).value == (["y"], 50)


@limited
def test_a_huge_footer_is_not_looked_at():
    table = pa.table({"y" * 5_000_000: pa.array(np.arange(50.0))})
    found = under_limit(as_series, written(table))
    assert (found.key, found.memory < 100) == ("too_heavy_to_read", True)


@limited
@pytest.mark.parametrize("count", [20_000, 100])
def test_many_columns_of_one_name_are_told_apart_quickly(count):
    table = pa.table([pa.array([1.0])] * count, names=["y"] * count)
    found = under_limit(as_series, written(table, store_schema=False))
    assert found.key == ("too_many_cells" if count > 16_384 else None) and found.seconds < 4


@limited
def test_many_groups_of_rows_are_added_up():
    body, parts = io.BytesIO(), pa.table({"y": pa.array([1.0, 2.0, 3.0])})
    with pq.ParquetWriter(body, parts.schema) as writer:
        for _ in range(3_000):
            writer.write_table(parts)
    found = under_limit(as_series, body.getvalue())
    assert found.value == (["y"], 9_000) and found.memory < 150


@pytest.mark.parametrize(
    "how", [{}, {"data_page_version": "2.0"}, {"use_dictionary": False}, {"compression": "none"}]
)
def test_honest_files_are_read_whatever_wrote_them(how):
    frame = pd.DataFrame(
        {
            "day": pd.date_range("2024-01-01", periods=60),
            "shop": pd.Categorical(["Hamburg " * 500, "Kiel " * 500] * 30),
            "y": [None, *np.arange(59.0)],
            "many": [[1, 2, 3]] * 60,
        }
    )
    table = read_table(written(pa.Table.from_pandas(frame), row_group_size=7, **how), "a.parquet")
    assert list(table.frame) == ["day", "shop", "y"] and len(table.frame) == 60
    assert table.frame["shop"].tolist() == frame["shop"].tolist()
    assert read_texts(
        written(pa.table({"text": two_of("good " * 99, "bad", 60)}), **how), "a"
    ).frame.shape == (60, 1)
