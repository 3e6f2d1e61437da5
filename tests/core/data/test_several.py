import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.choices import COMBINE, Choices
from core.data.files import read_table
from core.data.series import to_dataset
from core.errors import UserError

DAYS = [str(day.date()) for day in pd.date_range("2024-01-01", periods=5)]
LONG = "date,ticker,open,close\n" + "".join(
    f"{day},{ticker},{n},{n + 10 * k}\n"
    for n, day in enumerate(DAYS)
    for k, ticker in enumerate(["AAPL", "MSFT", "IBM"])
)


def load(text, **chosen):
    choices = Choices(**chosen)
    return to_dataset(read_table(text.encode(), "a.csv", choices), choices)


def refusal(text, **chosen):
    with pytest.raises(UserError) as caught:
        load(text, **chosen)
    return caught.value


def facts(dataset, key):
    return next((note.facts for note in dataset.notes if note.key == key), None)


def test_a_long_table_asks_which_series():
    error = refusal(LONG)
    assert (error.key, error.facts) == ("several_series", {"column": "ticker", "count": 3})


def test_series_with_equal_figures_are_not_merged():
    text = "date,who,y\n" + "".join(f"{day},{who},{n}\n" for n, day in enumerate(DAYS) for who in "AB")
    assert refusal(text).key == "several_series"
    assert list(load(text, series="who").frame) == ["A", "B"]


def test_one_series_keeps_its_columns():
    data = load(LONG, series="ticker", kept=("MSFT",))
    assert list(data.frame) == ["open", "close"] and list(data.frame["close"]) == [10, 11, 12, 13, 14]
    assert data.name == "a.csv · MSFT" and facts(data, "series_taken") == {"names": "MSFT", "of": 3}


def test_several_series_get_columns_of_their_own():
    data = load(LONG, series="ticker", kept=("IBM", "AAPL"))
    assert list(data.frame) == ["open IBM", "close IBM", "open AAPL", "close AAPL"]
    assert list(data.frame["close IBM"]) == [20, 21, 22, 23, 24] and data.frequency == "D"


def test_series_that_begin_late_are_missing_before():
    data = load("date,id,y\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-02,b,3\n2024-01-03,b,4\n", series="id")
    assert np.array_equal(data.frame["b"], [np.nan, 3, 4], equal_nan=True)


def test_series_below_each_other_without_times_are_asked_for_too():
    text = "unique_id,y\n" + "".join(f"{who},{n}.5\n" for who in "AB" for n in range(6))
    assert refusal(text).key == "several_series"
    data = load(text, series="unique_id")
    assert data.frame.shape == (6, 2) and data.frequency is None
    assert load(text, series="").frame.shape == (12, 1)


def test_numbers_may_name_series():
    text = "day,store,sold\n" + "".join(
        f"{day},{s},{n + s}.5\n" for n, day in enumerate(DAYS) for s in (1, 2)
    )
    assert refusal(text).facts["column"] == "store"
    assert list(load(text, series="store").frame) == ["1", "2"]


TWICE = "day,y\n2024-01-01,1\n2024-01-01,4\n2024-01-02,5\n"


@pytest.mark.parametrize(
    "how, first", [("mean", 2.5), ("sum", 5), ("first", 1), ("last", 4), ("min", 1), ("max", 4)]
)
def test_values_of_one_time_are_combined_as_asked(how, first):
    data = load(TWICE, combine=how)
    assert list(data.frame["y"]) == [first, 5]
    assert facts(data, "rows_combined") == {"how": how, "rows": 2}


def test_without_an_answer_nothing_is_combined():
    assert refusal(TWICE).key == "different_values_at_one_time"
    assert refusal(TWICE, combine="median").key == "setting_unknown_choice"


def test_rows_that_repeat_every_cell_are_merged_and_counted():
    assert facts(load(TWICE.replace(",4", ",1")), "repeated_rows_merged") == {"count": 1}


def test_more_series_than_columns_are_allowed_are_refused_with_the_number_that_fits():
    text = "day,id,a,b\n" + "".join(f"{day},s{k},{k},{n}\n" for n, day in enumerate(DAYS) for k in range(30))
    error = refusal(text, series="id")
    assert (error.key, error.facts) == ("too_many_series", {"series": 30, "columns": 2, "limit": 25})
    assert refusal(text, series="id", kept=("s99",)).key == "unknown_series"
    assert refusal(text, series="who").key == "unknown_column"


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(-9, 9)), min_size=2, max_size=30),
    st.sampled_from(COMBINE),
)
def test_combining_agrees_with_pandas(rows, how):
    text = "day,y\n" + "".join(f"2024-01-{1 + day:02d},{y}\n" for day, y in rows)
    frame = pd.DataFrame(rows, columns=["day", "y"]).drop_duplicates()
    assert list(load(text, combine=how, time=("day",)).frame["y"]) == list(frame.groupby("day")["y"].agg(how))
