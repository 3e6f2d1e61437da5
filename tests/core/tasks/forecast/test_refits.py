"""Refits: everything before a row is known, nothing after it; the test is told fold by fold."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.frame import canonical
from core.tasks.forecast import transforms
from core.tasks.forecast.audits import leakage_audit
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.spec import ForecastSpec

TASK = ForecastSpec(target="y", horizon=3, lookback=6)


def series(seed, rows=200):
    rng = np.random.default_rng(seed)
    index = pd.date_range("2020-01-01", periods=rows, freq="D")
    values = 100 + np.abs(rng.normal(size=rows).cumsum())
    return canonical(pd.DataFrame({"y": values}, index=index), name="y", source="upload", target="y")


def test_the_folds_of_a_test_are_consecutive_and_refitted_on_all_rows_before():
    prepared = prepare(series(1), TASK)
    folds = prepared.test_folds()
    assert 2 <= len(folds) <= 5 and folds[0][0] == prepared.cuts.calibration_end
    np.testing.assert_array_equal(np.concatenate([rows for _, rows in folds]), prepared.block("test").origins)
    assert all(before == rows[0] + 1 for before, rows in folds)
    long = prepare(series(1, 520), TASK).test_folds()
    assert len(long) == 1
    assert len(prepare(series(1), replace(TASK, folds=1)).test_folds()) == 1


@given(st.integers(0, 1000), st.sampled_from(["levels", "differences", transforms.SEASONAL]))
@settings(max_examples=10, deadline=None)
def test_a_refit_knows_every_row_before_it_and_none_after(seed, transform):
    data, task = series(seed), replace(TASK, transform=transform)
    first = prepare(data, task)
    for before, _ in first.test_folds():
        fitted = prepare(data, task, before=before)
        assert fitted.chosen == first.chosen
        assert fitted.everything().origins[-1] + task.horizon == before - 1
        audit = leakage_audit(data, lambda o, c, b=before: prepare(o, task, before=b, chosen=c))
        assert audit.moved == ()


def test_the_intervals_rest_on_validation_and_calibration_rows():
    prepared = prepare(series(2), TASK)
    rows = prepared.block("calibration").origins
    assert rows[0] == prepared.cuts.train_end - 1
    assert rows[-1] == prepared.cuts.calibration_end - 1 - TASK.horizon


@pytest.mark.parametrize("transform", transforms.TRANSFORMS)
def test_ridge_reads_the_networks_window_flat_and_the_calendar_once(transform):
    task = replace(TASK, transform=transform, calendar="yes")
    prepared = prepare(series(3), task)
    rows = prepared.block("test").origins
    inputs, windows = prepared.ridge_inputs(rows), prepared.windows(rows).cut()
    seen = 1 + prepared.chosen.level
    assert inputs.shape == (len(rows), 6 * seen + 2)  # the weekday's sine and cosine
    np.testing.assert_array_equal(inputs[:, : 6 * seen], windows[:, :, :seen].reshape(len(rows), -1))
    np.testing.assert_array_equal(inputs[:, 6 * seen :], windows[:, -1, seen:])
