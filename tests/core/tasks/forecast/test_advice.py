"""What a newcomer starts with fits the data, whatever its length."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.frame import canonical
from core.data.samples import SAMPLES, load_sample
from core.tasks.forecast.advice import FEW_ROWS, recommended, usual_lookback
from core.tasks.forecast.cuts import rows_needed
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.spec import PRESETS


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_can_be_trained_on_as_recommended(name, preset):
    data = load_sample(name)
    spec = recommended(data, preset)
    assert spec.task.target == SAMPLES[name].target and len(prepare(data, spec.task).block("train").x) > 0


@settings(max_examples=40)
@given(st.integers(60, 3000))
def test_a_series_of_sixty_rows_or_more_is_long_enough_for_what_is_recommended(rows):
    data = canonical(pd.DataFrame({"y": [n % 7 for n in range(rows)]}), name="y", source="upload")
    assert rows_needed(recommended(data).task) <= rows


def test_an_hourly_series_with_a_daily_season_is_read_a_week_back():
    hours = pd.date_range("2024-01-01", periods=3000, freq="h")
    noise = np.random.default_rng(1).normal(size=3000)
    frame = pd.DataFrame({"y": 10 * np.sin(2 * np.pi * np.arange(3000) / 24) + noise}, index=hours)
    assert usual_lookback(canonical(frame, name="y", source="upload")) == 7 * 24
    assert usual_lookback(canonical(frame[:400], name="y", source="upload")) == 2 * 24, "a sixth of the rows"
    without = canonical(pd.DataFrame({"y": noise}, index=hours), name="y", source="upload")
    assert usual_lookback(without) == 60


@pytest.mark.parametrize("rows", [FEW_ROWS - 1, FEW_ROWS])
def test_few_rows_get_more_updates_before_patience_may_end_a_training(rows):
    data = canonical(pd.DataFrame({"y": [n % 7 for n in range(rows)]}), name="y", source="upload")
    assert (recommended(data).training.least == 1500) is (rows < FEW_ROWS)
