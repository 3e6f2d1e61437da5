import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.frame import canonical
from core.data.repairs import REPAIRS, offers, repaired
from core.errors import UserError
from core.notes import Note


def prices(values, name="Close"):
    index = pd.date_range("2024-01-01", periods=len(values))
    return canonical(pd.DataFrame({name: values}, index=index), name="a", source="upload")


def keys(dataset):
    return {note.key for note in dataset.notes}


def test_nothing_is_repaired_that_was_not_asked_for():
    data = prices([100, 101, 0, 50, 51])
    assert {offer.repair for offer in offers(data)} == {"zero_prices", "jumps"}
    assert repaired(data, ()) is data and list(data.frame["Close"]) == [100, 101, 0, 50, 51]


def test_days_without_trading_become_missing_when_asked():
    data = repaired(prices([10, 0, 0, 11]), ("zero_prices",))
    assert np.array_equal(data.frame["Close"], [10, np.nan, np.nan, 11], equal_nan=True)
    assert "repaired_zero_prices" in keys(data) and "prices_not_positive" not in keys(data)


def test_a_split_is_levelled_by_the_ordinary_factor():
    data = repaired(prices([700.0, 707.0, 99.0, 100.0]), ("jumps",))
    assert list(data.frame["Close"]) == pytest.approx([100, 101, 99, 100])
    assert "repaired_jumps" in keys(data) and "price_jumps" not in keys(data)


def test_a_stretch_in_another_unit_comes_back():
    data = repaired(prices([5.0, 5.1, 512.0, 515.0, 5.2, 5.3]), ("jumps",))
    assert list(data.frame["Close"]) == pytest.approx([5, 5.1, 5.12, 5.15, 5.2, 5.3])


def test_a_crash_is_no_split():
    data = prices([100.0, 101.0, 43.0, 44.0])  # by no ordinary factor
    assert offers(data) == [] and "price_jumps" in keys(data)


def test_stand_ins_become_missing_when_asked():
    data = repaired(prices([1.0, -200, 2, -200, 3, -200], "CO"), ("stand_ins",))
    assert np.isnan(data.frame["CO"]).sum() == 3 and "looks_like_missing" not in keys(data)


@pytest.mark.parametrize(
    "values, found",
    [
        ([1.0, 2, 3, -9999], True),
        ([31.0, 60, -12, -999, -999], True),
        ([310.0, 600, -120, -999], False),
        ([1.0, 2, 3, 999.9, 999.9, 999.9], True),
        ([-5.0, -99.9, -99.9, -99.9, 3], True),
        ([990.0, 995, 999, 999, 999], False),
        ([-250.0, -200, -200, -200, 3], False),
        ([1.0, 2, 3, 999], True),
        ([600.0, 700, 800, 999], False),
    ],
)
def test_stand_ins_are_told_from_values(values, found):
    assert bool(offers(prices(values, "x"))) == found


def test_an_unknown_repair_is_refused():
    with pytest.raises(UserError):
        repaired(prices([1.0, 2]), ("magic",))


@settings(max_examples=30)
@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, 5.0, 100.0, -9999.0, 10.5]), min_size=2, max_size=20))
def test_repairs_keep_rows_and_times_and_finite_values(values):
    data = prices(values)
    after = repaired(data, REPAIRS)
    assert after.frame.index.equals(data.frame.index)
    assert not np.isinf(after.frame.to_numpy()).any()


def receipts(irregular):
    rng = np.random.default_rng(1)
    steps = np.cumsum(rng.integers(1, 90, 300)) if irregular else np.arange(300) * 30
    index = pd.Timestamp("2024-01-01") + pd.to_timedelta(steps, unit="min")
    return pd.DataFrame({"Unit price": rng.choice([10.0, 25.0, 99.0], 300)}, index=index)


def test_receipts_at_irregular_times_are_no_jumps_of_a_price():
    data = canonical(receipts(irregular=True), name="a", source="upload")
    assert "price_jumps" not in keys(data) and offers(data) == []
    regular = canonical(receipts(irregular=False), name="a", source="upload")
    assert "price_jumps" in keys(regular)


@pytest.mark.parametrize("rows, told", [(600, False), (2, True)])
def test_prices_combined_from_many_rows_are_no_jumps(rows, told):
    notes = [Note("rows_combined", {"how": "mean", "rows": rows})]
    data = canonical(receipts(irregular=False), name="a", source="upload", notes=notes)
    assert ("price_jumps" in keys(data)) == told and bool(offers(data)) == told


def test_sentence_and_tick_count_the_same_jumps():
    data = prices([100.0, 101, 43, 44, 88, 90, 9, 9.1])
    told = next(note.facts["count"] for note in data.notes if note.key == "price_jumps")
    (offer,) = offers(data)
    assert offer.facts["of"] == told == 3 and offer.facts["count"] == 2
