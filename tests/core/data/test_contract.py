"""What every source promises, for every sample and for files in each format."""

import io
import re

import numpy as np
import pandas as pd
import pytest
from pandas.tseries.frequencies import to_offset

from core.data.calendars import future_times
from core.data.files import read_table
from core.data.frame import from_parquet, to_parquet
from core.data.report import data_report
from core.data.samples import SAMPLES
from core.data.series import to_dataset

CSV = "Date,Close,who\n2024-01-03,1.5,a\n2024-01-01,2.5,b\n\n2024-01-02,null,c\n"


def uploaded(body, name):
    return lambda: to_dataset(read_table(body, name))


def as_parquet():
    body = io.BytesIO()
    pd.DataFrame(
        {"day": pd.date_range("2024-01-01", periods=5, tz="Asia/Shanghai"), "y": range(5)}
    ).to_parquet(body)
    return body.getvalue()


SOURCES = {name: sample.load for name, sample in SAMPLES.items()} | {
    "csv": uploaded(CSV.encode(), "prices.csv"),
    "utf-16": uploaded(CSV.encode("utf-16"), "prices.txt"),
    "gb18030": uploaded("日期;收盘价\n2024年1月2日;3,5\n2024年1月3日;4,5\n".encode("gb18030"), "a.csv"),
    "no dates": uploaded(b"1\t2\n3\t4\n5\t-\n", "a.tsv"),
    "parquet": uploaded(as_parquet(), "a.parquet"),
}


@pytest.fixture(scope="module", params=SOURCES)
def load(request):
    return SOURCES[request.param]


def test_the_index_is_sorted_unique_and_without_time_zone(load):
    index = load().frame.index
    assert index.is_unique and index.is_monotonic_increasing
    if isinstance(index, pd.DatetimeIndex):
        assert index.dtype == np.dtype("datetime64[us]") and index.name == "time"
    else:
        assert index.equals(pd.RangeIndex(len(index))) and index.name == "step"


def test_columns_are_named_numbers_finite_or_missing(load):
    frame = load().frame
    assert frame.columns.is_unique and all(isinstance(name, str) and name.strip() for name in frame)
    assert all(dtype == np.float64 for dtype in frame.dtypes)
    assert not np.isinf(frame.to_numpy()).any()
    assert len(frame) and not frame.iloc[[0, -1]].isna().all(axis=1).any()


def test_target_frequency_and_source_make_sense(load):
    dataset = load()
    assert dataset.target in dataset.frame and dataset.source in ("sample", "ticker", "upload")
    assert (dataset.frequency is not None) == isinstance(dataset.frame.index, pd.DatetimeIndex)
    if dataset.frequency is not None:
        to_offset(dataset.frequency)


def test_the_hash_is_stable(load):
    dataset = load()
    assert re.fullmatch("[0-9a-f]{64}", dataset.sha256) and load().sha256 == dataset.sha256


def test_it_survives_parquet(load):
    dataset = load()
    again = from_parquet(to_parquet(dataset))
    pd.testing.assert_frame_equal(again.frame, dataset.frame, check_freq=False)
    assert (again.sha256, again.notes, again.target) == (dataset.sha256, dataset.notes, dataset.target)


def test_it_can_be_reported_and_continued(load):
    dataset = load()
    assert data_report(dataset, dataset.target).rows == len(dataset.frame)
    assert future_times(dataset, 3).index[0] > dataset.frame.index[-1]
