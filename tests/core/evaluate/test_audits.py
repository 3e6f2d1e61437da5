"""Audits see what was planted and nothing else."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evaluate.audits import compare_fitted, corrupt_after

RNG = np.random.default_rng(0)


@given(st.integers(0, 10_000), st.integers(0, 30), st.sampled_from([1e-6, 1.0, 1e9]), st.booleans())
@settings(max_examples=40)
def test_every_value_from_the_row_on_is_replaced_and_none_before(seed, row, unit, constant):
    rng = np.random.default_rng(seed)
    values = np.full((30, 3), unit) if constant else rng.normal(size=(30, 3)) * unit
    values[rng.random((30, 3)) < 0.2] = np.nan
    frame = pd.DataFrame(values, columns=["a", "b", "b"], index=pd.date_range("2020", periods=30))
    corrupted = corrupt_after(frame, row, seed)
    pd.testing.assert_frame_equal(corrupted.iloc[:row], frame.iloc[:row])
    assert corrupted.index.equals(frame.index) and corrupted.columns.equals(frame.columns)
    assert np.isfinite(corrupted.to_numpy()[row:]).all()
    assert (corrupted.to_numpy()[row:] != values[row:]).all()


def test_whether_a_value_to_come_is_positive_stays_as_it_was():
    positive, mixed = np.arange(1.0, 21), np.arange(-5.0, 15)
    later_zero = np.append(positive[:-1], 0.0)
    frame = pd.DataFrame({"p": positive, "m": mixed, "z": later_zero})
    corrupted = corrupt_after(frame, 10, 0).iloc[10:]
    assert (corrupted["p"] > 20).all() and (corrupted["m"] > 14).all() and (corrupted["z"] < 0).all()


def test_the_frame_itself_is_left_alone():
    frame = pd.DataFrame({"a": np.arange(10.0), "n": np.arange(10)})
    before = frame.copy()
    corrupt_after(frame, 3, 0)
    pd.testing.assert_frame_equal(frame, before)


def test_an_empty_column_is_filled_too():
    corrupted = corrupt_after(pd.DataFrame({"a": [np.nan] * 5}), 2, 0)["a"]
    assert corrupted[:2].isna().all() and corrupted[2:].notna().all()


def test_equal_fits_are_counted_and_one_flipped_bit_is_named():
    before = {"mean": np.arange(3.0), "period": 7, "kind": "levels", "none": None}
    same = compare_fitted(before, {**before, "mean": np.arange(3.0)})
    assert (same.compared, same.moved) == (6, ())
    nudged = {**before, "mean": np.nextafter(np.arange(3.0), 9), "kind": "log_returns"}
    assert compare_fitted(before, nudged).moved == ("mean", "kind")


def test_a_name_that_is_gone_or_new_counts_as_moved():
    assert set(compare_fitted({"a": 1, "b": 2}, {"b": 2, "c": 3}).moved) == {"a", "c"}
