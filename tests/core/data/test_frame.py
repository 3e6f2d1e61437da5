import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.data.frame import canonical, from_parquet, to_parquet
from core.errors import UserError
from core.notes import Note

FIGURES = st.floats(allow_infinity=False, allow_nan=True, width=64)


@st.composite
def tables(draw):
    """Frames as loaders bring them: any order, gaps, missing values, with times or without."""
    rows = draw(st.integers(1, 30))
    names = draw(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4, unique=True))
    values = draw(arrays.arrays(np.float64, (rows, len(names)), elements=FIGURES))
    values[0, 0] = 1.0
    frame = pd.DataFrame(values, columns=names)
    if draw(st.booleans()):
        days = draw(st.lists(st.integers(-200_000, 40_000), min_size=rows, max_size=rows, unique=True))
        frame.index = pd.DatetimeIndex(np.array(days, dtype="datetime64[D]").astype("datetime64[us]"))
    return frame


def refusal(call):
    with pytest.raises(UserError) as caught:
        call()
    return caught.value


def dated(values, days):
    return pd.DataFrame(values, index=pd.to_datetime(days))


def loaded(frame, **more):
    return canonical(frame, name="a", source="upload", **more)


def keys(dataset):
    return [note.key for note in dataset.notes]


@settings(max_examples=60)
@given(tables(), st.sampled_from([None, "XNYS", "24/7"]))
def test_parquet_gives_back_exactly_what_went_in(frame, calendar):
    dataset = loaded(frame, calendar=calendar, unit="USD")
    again = from_parquet(to_parquet(dataset))
    pd.testing.assert_frame_equal(again.frame, dataset.frame, check_freq=False)
    assert again.sha256 == dataset.sha256
    assert again.notes == dataset.notes
    told = ("name", "source", "target", "frequency", "calendar", "unit")
    assert [getattr(again, name) for name in told] == [getattr(dataset, name) for name in told]


@settings(max_examples=60)
@given(tables())
def test_what_is_canonical_stays_as_it_is(frame):
    once = loaded(frame)
    twice = loaded(once.frame)
    assert twice.sha256 == once.sha256 and twice.frame.index.equals(once.frame.index)


@settings(max_examples=30)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(frame, random):
    if isinstance(frame.index, pd.RangeIndex):
        return
    order = list(range(len(frame)))
    random.shuffle(order)
    assert loaded(frame.iloc[order]).sha256 == loaded(frame).sha256


def test_the_hash_is_of_the_content_not_of_the_name():
    frame = dated({"y": [1.0, 2.0]}, ["2024-01-01", "2024-01-02"])
    first = canonical(frame, name="a", source="upload")
    assert canonical(frame, name="b", source="sample", unit="m").sha256 == first.sha256
    assert loaded(frame.rename(columns={"y": "z"})).sha256 != first.sha256
    assert loaded(frame + 1).sha256 != first.sha256
    assert loaded(frame, calendar="XNYS").sha256 != first.sha256
    assert loaded(frame.set_axis(frame.index + pd.Timedelta(days=1))).sha256 != first.sha256


def test_the_hash_is_the_same_on_every_machine():
    frame = dated({"y": [1.0, np.nan, -0.0]}, ["2024-01-01", "2024-01-02", "2024-01-03"])
    assert loaded(frame).sha256 == "f25fffa6ed628dcaae98b7cec8cd7b1a1130e351090142578a1010b89e762707"


def test_newest_first_is_turned_round_and_said():
    dataset = loaded(dated({"y": [2.0, 1.0]}, ["2024-01-02", "2024-01-01"]))
    assert list(dataset.frame["y"]) == [1.0, 2.0]
    assert dataset.notes[0].key == "sorted" and dataset.notes[0].facts == {"newest_first": True}


def test_rows_that_repeat_themselves_are_merged_and_counted():
    days = ["2024-01-01", "2024-01-02", "2024-01-02", "2024-01-02"]
    dataset = loaded(dated({"y": [1.0, 2, 2, 2], "z": [1.0, np.nan, np.nan, np.nan]}, days))
    assert len(dataset.frame) == 2
    assert dataset.notes[0].key == "repeated_rows_merged" and dataset.notes[0].facts == {"count": 2}


def test_different_values_at_one_time_are_refused():
    frame = dated({"y": [1.0, 2.0, 3.0]}, ["2024-01-01", "2024-01-02", "2024-01-02"])
    error = refusal(lambda: loaded(frame))
    assert error.key == "different_values_at_one_time"
    assert error.facts == {"time": "2024-01-02", "count": 1}


def test_text_columns_are_left_out_by_name():
    dataset = loaded(pd.DataFrame({"y": [1.0, 2], "who": ["a", "b"], "where": ["c", "d"]}))
    assert list(dataset.frame) == ["y"]
    assert dataset.notes[0].facts == {"columns": ["who", "where"]}


def test_empty_rows_are_dropped_and_counted():
    days = pd.date_range("2024-01-01", periods=4)
    dataset = loaded(pd.DataFrame({"y": [1, np.nan, 3, 4]}, index=days))
    assert len(dataset.frame) == 3 and dataset.frequency == "D"
    assert dataset.notes[0].facts == {"count": 1}


def test_among_plain_steps_a_hole_stays_a_hole():
    dataset = loaded(pd.DataFrame({"y": [np.nan, 1, np.nan, 3, np.nan]}))
    assert np.array_equal(dataset.frame["y"], [1, np.nan, 3], equal_nan=True)
    assert isinstance(dataset.frame.index, pd.RangeIndex) and list(dataset.frame.index) == [0, 1, 2]


def test_the_clock_on_the_wall_is_kept():
    index = pd.date_range("2024-01-02", periods=3, tz="America/New_York")
    dataset = loaded(pd.DataFrame({"y": [1.0, 2, 3]}, index=index))
    assert list(dataset.frame.index.astype(str)) == ["2024-01-02", "2024-01-03", "2024-01-04"]


def test_years_before_1677_are_times_like_any_other():
    dataset = loaded(pd.DataFrame({"year": [1001, 1002, 1003], "ring": [1.0, 2, 3]}), time="year")
    assert dataset.frequency == "YS" and dataset.frame.index[0].year == 1001


@pytest.mark.parametrize(
    "frame, key",
    [
        (pd.DataFrame({"y": []}), "no_rows"),
        (pd.DataFrame({"y": ["a", "b"]}), "no_numeric_column"),
        (pd.DataFrame({"y": [np.nan, np.nan]}), "no_numeric_column"),
        (pd.DataFrame(np.zeros((2, 1_001))), "too_many_cells"),
        (pd.DataFrame({"y": np.zeros(200_001)}), "too_many_cells"),
    ],
)
def test_what_cannot_be_used_is_refused(frame, key):
    assert refusal(lambda: loaded(frame)).key == key


def test_too_many_cells_names_the_limits():
    error = refusal(lambda: loaded(pd.DataFrame(np.zeros((2, 1_001)))))
    assert error.facts == {"rows": 2, "columns": 1_001, "row_limit": 200_000, "column_limit": 1_000}


def test_columns_with_infinite_values_are_left_out_and_named():
    data = loaded(pd.DataFrame({"a": [1.0, 2], "b": [np.inf, -np.inf]}))
    assert list(data.frame) == ["a"] and Note("columns_infinite", {"columns": ["b (2)"]}) in data.notes


@pytest.mark.parametrize(("columns", "target"), [(["b"], None), (["a", "b"], "b")])
def test_infinite_values_are_refused_where_nothing_else_is_to_be_forecast(columns, target):
    frame = pd.DataFrame({"a": [1.0, 2], "b": [np.inf, -np.inf]})[columns]
    error = refusal(lambda: loaded(frame, target=target))
    assert (error.key, error.facts) == ("infinite_values", {"column": "b", "count": 2})


@pytest.mark.parametrize(
    "target, key", [("z", "target_missing"), ("who", "target_not_numeric"), ("none", "all_missing")]
)
def test_a_target_that_cannot_be_forecast_is_refused(target, key):
    frame = pd.DataFrame({"y": [1.0, 2], "who": ["a", "b"], "none": [np.nan, np.nan]})
    assert refusal(lambda: loaded(frame, target=target)).key == key


@pytest.mark.parametrize(
    "names, target",
    [
        (["Open", "Close", "Adj Close", "Volume"], "Adj Close"),
        (["open", "close", "volume"], "close"),
        (["收盘价", "成交量"], "收盘价"),
        (["load", "temperature"], "load"),
        (["a", "b"], "b"),
        (["low", "volume"], "low"),
        (["Datum", "Umsatz (€)", "Größe"], "Umsatz (€)"),
        (["销量", "price", "最高气温"], "销量"),
    ],
)
def test_a_closing_price_is_suggested_or_what_is_sold_else_the_last_column(names, target):
    values = np.arange(1.0, 1 + 3 * len(names)).reshape(3, -1)
    assert loaded(pd.DataFrame(values, columns=names)).target == target


def test_columns_without_a_name_or_with_the_same_get_one_each():
    frame = pd.DataFrame([[1.0, 2, 3], [2, 3, 4]], columns=[" a ", "a", ""])
    assert list(loaded(frame).frame) == ["a", "a_2", "column_3"]


def test_prices_at_zero_and_split_like_jumps_are_named_not_mended():
    days = pd.date_range("2024-01-01", periods=5)
    dataset = loaded(
        pd.DataFrame({"Close": [100.0, 101, 0, 50, 51], "load": [0.0, 100, 1, 1, 1]}, index=days)
    )
    assert keys(dataset) == ["prices_not_positive", "price_jumps"]
    assert dataset.notes[1].facts == {"columns": ["Close"], "count": 1, "first": "2024-01-04"}
    assert dataset.frame["Close"].iloc[2] == 0


def test_a_round_number_below_all_others_looks_like_missing():
    dataset = loaded(pd.DataFrame({"co": [2.0, -200, 3, -200, -200], "t": [-201.0, -200, -200, -200, 1]}))
    assert dataset.notes[-1].key == "looks_like_missing"
    assert dataset.notes[-1].facts == {"columns": ["co"], "value": -200.0, "count": 3}


@pytest.mark.parametrize("body", [b"", b"PAR1", b"PAR1" + b"\0" * 50 + b"PAR1", b"not parquet at all"])
def test_other_bytes_are_no_data_set(body):
    assert refusal(lambda: from_parquet(body)).key == "not_a_dataset"


def test_parquet_of_other_people_is_no_data_set(tmp_path):
    pd.DataFrame({"y": [1.0]}).to_parquet(tmp_path / "x.parquet")
    assert refusal(lambda: from_parquet((tmp_path / "x.parquet").read_bytes())).key == "not_a_dataset"
