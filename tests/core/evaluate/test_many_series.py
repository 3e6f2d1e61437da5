"""Scores over many series to the competitions' digit, and the paired test over series."""

import numpy as np
import pandas as pd
import pytest
import utilsforecast.losses as reference
from hypothesis import given
from hypothesis import strategies as st

from core.evaluate.many_series import Units, many_scores, mase, rmsse, smape, wape
from core.evaluate.paired_series import _mean_over_series, _often, judged_over_series, paired_series

SEASON = 4


def made(series=5, origins=2, horizon=3):
    random = np.random.default_rng(1)
    past = random.gamma(2.0, 10.0, size=(series, 40))
    truth = random.gamma(2.0, 10.0, size=(series, origins, horizon))
    return past, truth, truth + random.normal(scale=4.0, size=truth.shape)


def units_of(past):
    step = past[:, SEASON:] - past[:, :-SEASON]
    return Units(np.abs(step).mean(axis=1), (step**2).mean(axis=1) ** 0.5)


def test_two_series_worked_by_hand():
    truth = np.array([[[10.0, 20.0]], [[0.0, 100.0]]])
    told = np.array([[[12.0, 16.0]], [[0.0, 110.0]]])
    units = Units(np.array([2.0, np.nan]), np.array([4.0, np.nan]))
    assert mase(truth, told, units)[0, 0] == pytest.approx(1.5)  # (2 + 4) / 2 / 2
    assert rmsse(truth, told, units)[0] == pytest.approx(10**0.5 / 4)
    assert wape(truth, told) == pytest.approx(16 / 130)
    first = (2 * 2 / 22 + 2 * 4 / 36) / 2
    assert smape(truth, told) == pytest.approx(100 * (first + (0 + 2 * 10 / 210) / 2) / 2)
    found = many_scores(truth, told, units)
    assert found["mase"] == pytest.approx(1.5) and found["mae"] == pytest.approx((3 + 5) / 2)


def test_they_are_those_of_the_field_s_library():
    past, truth, told = made(origins=1)
    ids, steps = np.repeat(np.arange(len(past)), truth.shape[2]), np.tile(np.arange(40, 43), len(past))
    frame = pd.DataFrame({"unique_id": ids, "ds": steps, "y": truth.ravel(), "m": told.ravel()})
    train = pd.DataFrame(
        {"unique_id": np.repeat(np.arange(len(past)), 40), "ds": np.tile(np.arange(40), len(past)),
         "y": past.ravel()}
    )  # fmt: skip
    units = units_of(past)
    theirs = reference.mase(frame, ["m"], seasonality=SEASON, train_df=train)["m"].to_numpy()
    assert mase(truth, told, units)[:, 0] == pytest.approx(theirs, rel=1e-9)
    theirs = reference.rmsse(frame, ["m"], seasonality=SEASON, train_df=train)["m"].to_numpy()
    assert rmsse(truth, told, units) == pytest.approx(theirs, rel=1e-9)
    assert smape(truth, told) == pytest.approx(200 * reference.smape(frame, ["m"])["m"].mean(), rel=1e-9)


def test_what_was_never_measured_counts_for_nothing():
    past, truth, told = made()
    blank = truth.copy()
    blank[2, 1] = np.nan
    found = mase(blank, told, units_of(past))
    assert np.isnan(found[2, 1]) and found[2, 0] == mase(truth, told, units_of(past))[2, 0]


@given(st.floats(0.01, 100.0))
def test_scaled_errors_know_no_unit(unit):
    past, truth, told = made()
    here, there = units_of(past), units_of(unit * past)
    for score in ("mase", "rmsse", "wape", "smape"):
        assert many_scores(unit * truth, unit * told, there)[score] == pytest.approx(
            many_scores(truth, told, here)[score]
        )


def test_methods_of_equal_worth_are_told_apart_as_often_as_chance_has_it():
    random, better = np.random.default_rng(2), 0
    for _ in range(100):
        loss, other = random.gamma(2.0, 1.0, size=(2, 60))
        better += paired_series(loss, other).p < 0.05
    assert better <= 12  # 5 expected; more than this comes once in a thousand times


def test_a_method_that_is_better_on_most_series_is_found_and_its_gain_lies_in_the_interval():
    random = np.random.default_rng(4)
    other = random.gamma(4.0, 1.0, size=200)
    loss = other * random.normal(0.8, 0.2, size=200)
    found = paired_series(loss, other)
    assert found.p < 0.01 and found.p_worse > 0.9
    assert found.low < 0.2 < found.high and found.low > 0.1


def test_draws_told_by_sums_are_those_of_series_drawn_one_by_one():
    random = np.random.default_rng(9)
    loss, other = random.gamma(2.0, 1.0, size=(2, 30))
    rows = np.concatenate([np.repeat(np.arange(30), often)[None] for often in _often(30)])  # (draws, series)
    some, others = loss[rows], other[rows]
    ratios = some.mean(axis=1) / others.mean(axis=1)
    spread = (some - ratios[:, None] * others).std(axis=1, ddof=1)
    ratio = loss.mean() / other.mean()
    sizes = (ratios - ratio) / (spread / (others.mean(axis=1) * np.sqrt(30)))
    seen = (ratio - 1) / ((loss - ratio * other).std(ddof=1) / (other.mean() * np.sqrt(30)))
    found = paired_series(loss, other)
    assert found.p == pytest.approx((1 + (sizes <= seen).sum()) / 2001, abs=1e-12)
    error = (ratio - 1) / seen
    assert found.low == pytest.approx(1 - (ratio - np.quantile(sizes, 0.025) * error), rel=1e-9)
    plain = _mean_over_series(loss - 2)
    drawn = (loss - 2)[rows]
    each = (drawn.mean(axis=1) - (loss - 2).mean()) / (drawn.std(axis=1, ddof=1) / np.sqrt(30))
    error = loss.std(ddof=1) / np.sqrt(30)
    assert plain[1] == pytest.approx((loss - 2).mean() - np.quantile(each, 0.975) * error, rel=1e-9)


def test_both_tests_have_to_hold_where_there_are_many_origins():
    random = np.random.default_rng(5)
    other = random.gamma(4.0, 1.0, size=(40, 40))
    shared = np.where(np.arange(40) < 20, 0.2, 1.75)  # good first, bad then: nothing over time
    cells = {"steady": 0.8 * other, "turning": other * shared * 0.97}
    steady, turning = judged_over_series(cells, {"naive": other}, "naive", horizon=4)
    assert steady.better and steady.gain == pytest.approx(0.2)
    assert not turning.better and turning.p > 0.05


def test_few_series_and_few_origins_give_no_p():
    other = np.random.default_rng(6).gamma(4.0, 1.0, size=(5, 3))
    (found,) = judged_over_series({"cell": 0.5 * other}, {"naive": other}, "naive", horizon=4)
    assert found.p is None and found.gain == pytest.approx(0.5) and not found.better
    (found,) = judged_over_series({"cell": np.nan * other}, {"naive": other}, "naive", horizon=4)
    assert found.p is None and found.gain is None


def test_a_single_series_is_judged_over_time_alone():
    random = np.random.default_rng(7)
    other = random.gamma(4.0, 1.0, size=(1, 40))
    loss = other * random.normal(0.7, 0.1, size=(1, 40))
    (found,) = judged_over_series({"cell": loss}, {"naive": other}, "naive", horizon=24)
    assert found.better and found.low < found.gain < found.high
