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
    assert (error.key, error.facts) == ("several_series", {"column": ["ticker"], "count": 3})


def test_series_with_equal_figures_are_not_merged():
    text = "date,who,y\n" + "".join(f"{day},{who},{n}\n" for n, day in enumerate(DAYS) for who in "AB")
    assert refusal(text).key == "several_series"
    assert list(load(text, series="who").frame) == ["A", "B"]


def test_one_series_keeps_its_columns():
    data = load(LONG, series="ticker", kept=("MSFT",))
    assert list(data.frame) == ["open", "close"] and list(data.frame["close"]) == [10, 11, 12, 13, 14]
    assert data.name == "a.csv · MSFT" and facts(data, "series_taken") == {"names": ["MSFT"], "of": 3}


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
    assert refusal(text).facts["column"] == ["store"]
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
    text = "day,id,a,b\n" + "".join(f"{day},s{k},{k},{n}\n" for n, day in enumerate(DAYS) for k in range(600))
    error = refusal(text, series="id")
    assert (error.key, error.facts) == ("too_many_series", {"series": 600, "columns": 2, "limit": 500})
    assert load(text, series="id", kept=("s3", "s7")).frame.shape == (5, 4)
    assert refusal(text, series="id", kept=("s999",)).key == "unknown_series"
    assert refusal(text, series="who").key == "unknown_column"


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(-9, 9)), min_size=2, max_size=30),
    st.sampled_from(COMBINE),
)
def test_combining_agrees_with_pandas(rows, how):
    text = "day,y\n" + "".join(f"2024-01-{1 + day:02d},{y}\n" for day, y in rows)
    frame = pd.DataFrame(rows, columns=["day", "y"])
    assert list(load(text, combine=how, time=("day",)).frame["y"]) == list(frame.groupby("day")["y"].agg(how))


def panel(keys, days=DAYS, value=lambda n, key: 10 * n + len(key[0])):
    """One row per day and key."""
    return [(day, *key, value(n, key)) for n, day in enumerate(days) for key in keys]


def as_text(header, rows):
    return header + "\n" + "\n".join(",".join(map(str, row)) for row in rows) + "\n"


def total(data):
    return float(data.frame.iloc[:, -1].sum())


def test_equal_receipts_are_added_up_all_of_them():
    rows = [(DAYS[n // 4], "tea", 2 + (n % 4 > 1)) for n in range(20)]  # 2, 2, 3, 3 on each day
    text = as_text("day,product,quantity", rows)
    assert refusal(text).key == "different_values_at_one_time"
    data = load(text, combine="sum")
    assert list(data.frame["quantity"]) == [10] * 5 and facts(data, "repeated_rows_merged") is None
    assert list(load(text, combine="sum", once=True).frame["quantity"]) == [5] * 5
    assert facts(load(text, combine="sum", once=True), "repeated_rows_merged") == {"count": 10}


@pytest.mark.parametrize("name", ["id", "receipt no", "row", "column"])
def test_rows_that_differ_in_their_running_number_only_are_no_different_values(name):
    rows = [(n + 1, DAYS[n // 2], 7 + n // 2) for n in range(10)]
    data = load(as_text(f"{name},day,y", rows), time=("day",))
    assert list(data.frame["y"]) == [7, 8, 9, 10, 11]
    assert facts(data, "repeated_rows_merged") == {"count": 5}
    assert facts(data, "but_for_numbers") == {"columns": [name]}
    added = load(as_text(f"{name},day,y", rows), time=("day",), combine="sum")
    assert total(added) == 2 * 45 and list(added.frame) == ["y"]
    assert facts(added, "numbers_left_out") == {"columns": [name]}


def test_amounts_are_added_and_prices_averaged_aloud():
    text = as_text("day,units,unit price,temp", [(day, n + 1, 4 + n, 20) for day in DAYS for n in range(3)])
    data = load(text, combine="sum")
    assert list(data.frame.iloc[0]) == [6, 5, 20]
    assert facts(data, "columns_averaged") == {"added": ["units"], "averaged": ["unit price", "temp"]}
    assert list(load(text, combine="sum", averaged=("temp",)).frame.iloc[0]) == [6, 15, 20]
    assert list(load(text, combine="mean").frame.iloc[0]) == [2, 5, 20]
    assert refusal(text, combine="sum", averaged=("rain",)).key == "unknown_column"


def test_prices_alone_are_added_up_where_that_is_asked_for():
    text = as_text("day,price", [(day, n) for day in DAYS for n in range(3)])
    assert list(load(text, combine="sum").frame["price"]) == [3] * 5


STORES = [(str(store), str(item)) for store in (1, 2) for item in (1, 2, 3)]


def test_several_columns_name_a_series_together():
    text = as_text(
        "day,store,item,sales", panel(STORES, value=lambda n, key: 100 * int(key[0]) + 10 * int(key[1]) + n)
    )
    error = refusal(text)
    assert (error.key, error.facts) == ("several_series", {"column": ["store", "item"], "count": 6})
    data = load(text, series=("store", "item"))
    assert list(data.frame) == [f"{store} / {item}" for store, item in STORES]
    assert list(data.frame["2 / 3"]) == [230, 231, 232, 233, 234]
    one = load(text, series=("store", "item"), kept=("2/3",))
    assert list(one.frame["sales"]) == [230, 231, 232, 233, 234] and one.name == "a.csv · 2 / 3"


@settings(max_examples=20)
@given(st.permutations(range(30)), st.permutations(["day", "store", "item", "sales"]))
def test_the_order_of_rows_and_columns_changes_no_series(order, columns):
    frame = pd.DataFrame(panel(STORES, value=lambda n, key: 100 * int(key[0]) + 10 * int(key[1]) + n))
    frame = frame.set_axis(["day", "store", "item", "sales"], axis=1)
    whole, mixed = (
        load(one.to_csv(index=False), series=("store", "item")).frame
        for one in (frame, frame.iloc[order][columns])
    )
    pd.testing.assert_frame_equal(mixed[list(whole)], whole, check_freq=False)


@settings(max_examples=20)
@given(st.integers(2, 6), st.integers(12, 30), st.integers(0, 99))
def test_a_long_table_put_wide_gives_the_same_series(series, days, seed):
    index = [str(day.date()) for day in pd.date_range("2023-05-01", periods=days)]
    values = np.random.default_rng(seed).integers(1, 99, (series, days))
    wide = pd.DataFrame(
        values, index=pd.Index([f"shop {n}" for n in range(series)], name="shop"), columns=index
    )
    long = wide.T.rename_axis("day").reset_index().melt("day", value_name="sold")
    upright, lying, below = (
        load(text).frame if not asked else load(text, series="shop").frame
        for text, asked in (
            (wide.T.rename_axis("day").to_csv(), 0),
            (wide.to_csv(), 0),
            (long.to_csv(index=False), 1),
        )
    )
    pd.testing.assert_frame_equal(lying, upright, check_freq=False)
    pd.testing.assert_frame_equal(below, upright, check_freq=False)


WEEKS = [(week, center, meal) for week in range(1, 31) for center in (55, 56) for meal in (7, 8)]


def test_steps_that_begin_again_for_each_series_are_asked_about():
    rows = [
        (n, week, center, meal, 1000 * center + 100 * meal + week)
        for n, (week, center, meal) in enumerate(WEEKS)
    ]
    text = as_text("id,week,center_id,meal_id,num_orders", rows)
    error = refusal(text)
    assert (error.key, error.facts) == ("several_series", {"column": ["center_id", "meal_id"], "count": 4})
    data = load(text, series=("center_id", "meal_id"), kept=("56 / 8",))
    assert list(data.frame["num_orders"]) == [56_800 + week for week in range(1, 31)]
    assert data.target == "num_orders" and facts(data, "steps_counted") == {"column": "week"}


def test_steps_are_counted_by_their_column_not_by_the_order_of_rows():
    rows = [(week, shop, 10 * week + n) for n, shop in enumerate("ab") for week in range(12, 0, -1)]
    text = as_text("week,shop,y", [row for row in rows if row[:2] != (5, "b")])
    data = load(text, series="shop")
    assert list(data.frame["a"]) == [10 * week for week in range(1, 13)]
    assert np.isnan(data.frame["b"][4]) and data.frame["b"][5] == 61


def test_a_measured_column_never_names_series():
    rows = [(day, amount, 5 * amount) for day in DAYS for amount in (1, 2, 3)]
    assert refusal(as_text("day,units,revenue", rows)).key == "different_values_at_one_time"


def test_rows_of_one_step_are_combined_as_those_of_one_time():
    rows = [(week, center, meal, 1) for week, center, meal in WEEKS]
    data = load(as_text("week,center_id,meal_id,num_orders", rows), combine="sum")
    assert list(data.frame["num_orders"]) == [4] * 30


def test_rows_without_the_name_of_a_series_are_counted():
    rows = [(day, name, n) for n, day in enumerate(DAYS) for name in ("a", "b", "")]
    data = load(as_text("day,shop,sold", rows), series="shop")
    assert list(data.frame) == ["a", "b"] and facts(data, "rows_without_series") == {"count": 5}
