"""Forward folds that choose the updates see no later row, and are only asked where one block is small."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.frame import canonical
from core.specs import TrainingSpec
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.forecast.training_loss import settled
from core.tasks.forecast.update_folds import FEW_ORIGINS, FEWEST_WINDOWS, FOLDS, update_folds

TASK = ForecastSpec(target="y", horizon=3, lookback=8, transform="differences")


def series(values):
    return canonical(pd.DataFrame({"y": values}), name="y", source="upload", target="y")


@settings(max_examples=15, deadline=None)
@given(st.integers(90, 600), st.integers(1, 8))
def test_what_is_trained_on_ends_before_what_is_judged(rows, horizon):
    walk = 60 + np.random.default_rng(rows).normal(size=rows).cumsum()
    prepared = prepare(series(walk), replace(TASK, horizon=horizon))
    folds = update_folds(prepared)
    assert len(folds) in (0, FOLDS)
    ends = []
    for fitted, judged in folds:
        assert fitted.origins[-1] + horizon <= judged.origins[0] and len(fitted.origins) >= FEWEST_WINDOWS
        assert judged.origins[-1] + horizon < prepared.cuts.stop_end
        ends.append((judged.origins[0], judged.origins[-1]))
    assert all(one[1] < two[0] for one, two in zip(ends, ends[1:], strict=False))


def test_a_large_block_chooses_by_itself():
    prepared = prepare(series(60 + np.random.default_rng(1).normal(size=2000).cumsum()), TASK)
    assert len(prepared.block("validation").origins) >= FEW_ORIGINS and update_folds(prepared) == []


@pytest.mark.parametrize(("share", "loss"), [(0.2, "mse"), (1.0, "mae")])
def test_the_loss_is_what_is_scored_but_where_demand_comes_now_and_then(share, loss):
    random = np.random.default_rng(2)
    demand = np.where(random.random(400) < share, random.integers(1, 9, 400), 0).astype(float)
    prepared = prepare(series(demand), replace(TASK, transform="levels", non_negative="yes"))
    assert settled(TrainingSpec(), prepared).loss == loss
    assert settled(TrainingSpec(loss="huber"), prepared).loss == "huber"
