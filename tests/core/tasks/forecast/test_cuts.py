"""Blocks follow each other without overlap, and no forecast reaches out of its block."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.tasks.forecast.cuts import (
    ENOUGH_ROWS,
    FEWEST_ROWS,
    MIN_TRAIN_WINDOWS,
    OVER_LIMIT,
    Cuts,
    cut,
    origins,
    rows_needed,
    stride,
)
from core.tasks.forecast.spec import ForecastSpec

tasks = st.builds(
    lambda horizon, lookback: ForecastSpec(target="y", horizon=horizon, lookback=lookback),
    st.integers(1, 40),
    st.integers(2, 80),
)
BLOCKS = ("train", "validation", "calibration", "test")


@given(tasks, st.integers(0, 2000))
def test_blocks_cover_all_rows_in_order(task, extra):
    cuts = cut(rows_needed(task) + extra, task)
    bounds = [cuts.block(name) for name in BLOCKS]
    assert bounds[0][0] == 0 and bounds[-1][1] == cuts.rows
    assert all(end == start for (_, end), (start, _) in zip(bounds, bounds[1:], strict=False))


@given(tasks, st.integers(0, 2000), st.sampled_from(BLOCKS))
def test_every_target_step_lies_inside_its_block(task, extra, block):
    cuts = cut(rows_needed(task) + extra, task)
    start, end = cuts.forecast_rows(block)
    rows = origins(cuts, block, task)
    assert len(rows) and rows[0] + 1 >= start and rows[-1] + task.horizon < end
    assert rows[0] >= task.lookback  # the whole window, and the value before it, exist


@given(tasks)
def test_one_row_less_than_needed_is_refused_with_the_figure(task):
    need = rows_needed(task)
    with pytest.raises(UserError) as error:
        cut(need - 1, task)
    least = rows_needed(replace(task, horizon=1, lookback=2))
    if need > least:
        assert error.value.key == "series_too_short" and error.value.facts == {"have": need - 1, "need": need}
    else:
        assert error.value.key == "series_far_too_short" and error.value.facts["need"] == least


@given(tasks, st.integers(0, FEWEST_ROWS - 1))
def test_where_no_settings_would_help_none_are_advised(task, rows):
    with pytest.raises(UserError, match="series_far_too_short"):
        cut(rows, task)


@given(st.integers(1, 50))
def test_origins_are_thinned_evenly(most):
    task = ForecastSpec(target="y", horizon=3, lookback=5)
    rows = origins(cut(900, task), "test", task, most)
    assert len(rows) <= OVER_LIMIT * most and len(set(rows[1:] - rows[:-1])) <= 1


@given(st.integers(1, 3000), st.integers(1, 600), st.lists(st.integers(1, 400), max_size=4))
def test_a_stride_shares_no_factor_with_any_period_and_keeps_about_as_many_as_wanted(count, most, periods):
    found = stride(count, most, periods)

    def fits(step):
        kept = -(-count // step)
        return kept <= OVER_LIMIT * most and all(math.gcd(step, period) == 1 for period in periods)

    def off(step):
        return abs(math.log(-(-count // step) / most))

    assert fits(found)
    assert all(off(found) <= off(step) for step in range(1, count + 1) if fits(step))


def test_hourly_origins_just_beyond_the_limit_are_all_kept():
    assert stride(675, 600, (24, 168)) == 1
    assert stride(1000, 600, (24, 168)) == 5


@given(tasks, st.integers(0, 2000))
def test_a_short_series_is_tested_on_more_rows_and_in_folds(task, extra):
    rows = rows_needed(task) + extra
    cuts = cut(rows, task)
    usual = cut(rows, replace(task, test_share=0.1501))
    assert cuts.train_end <= usual.train_end + 1
    assert 1 <= cuts.folds <= 5 and (rows < ENOUGH_ROWS or cuts.folds == 1)


@given(tasks, st.integers(2, 80), st.integers(60, 700))
def test_settings_with_other_lookbacks_are_judged_on_the_same_rows(task, lookback, extra):
    other = replace(task, lookback=lookback)
    rows = max(rows_needed(task), rows_needed(other)) + extra
    one, two = cut(rows, task), cut(rows, other)
    spare = round(rows * 0.3) + MIN_TRAIN_WINDOWS + max(task.lookback, lookback) + task.horizon
    if rows > 2 * spare:
        assert one == two


def test_three_years_of_months_can_be_forecast_half_a_year_ahead():
    assert cut(36, ForecastSpec(target="y", horizon=6, lookback=6)) == Cuts(18, 24, 30, 36)


def test_a_dozen_numbers_get_one_clear_sentence():
    with pytest.raises(UserError) as error:
        cut(12, ForecastSpec(target="y", horizon=1, lookback=2))
    assert error.value.key == "series_far_too_short" and error.value.facts == {
        "have": 12,
        "need": FEWEST_ROWS,
    }


def test_a_longer_series_keeps_spare_origins_in_every_block():
    task = ForecastSpec(target="y", horizon=6, lookback=6)
    assert [len(origins(cut(60, task), block, task)) for block in BLOCKS[1:]] == [5, 15, 13]
