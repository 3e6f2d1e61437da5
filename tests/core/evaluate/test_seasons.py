"""A season is found where there is one, and not on random walks."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evaluate.seasons import detect_period, natural_periods

DATA = Path(__file__).parents[4] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the shared data sets are not here")


@needs_data
@pytest.mark.parametrize(
    ("file", "column", "frequency", "low", "high"),
    [
        ("series/airline-passengers.csv", "Passengers", "MS", 12, 12),
        ("series/monthly-sunspots.csv", "Sunspots", "MS", 125, 135),
        ("series/daily-min-temperatures.csv", "Temp", "D", 365, 365),
        ("series/ETTh1.csv", "OT", "h", 24, 24),
        ("stocks/stocknet_2012_2017/AAPL.csv", "Close", "B", 1, 1),
    ],
)
@pytest.mark.parametrize("share", [0.7, 0.85])
def test_real_series_have_the_period_they_are_known_for(file, column, frequency, low, high, share):
    values = pd.read_csv(DATA / file)[column].to_numpy(dtype=float)
    assert low <= detect_period(values[: int(share * len(values))], frequency) <= high


@given(st.integers(2, 60), st.integers(0, 10_000), st.floats(-100, 100), st.integers(0, 20))
@settings(max_examples=60)
def test_a_noiseless_pattern_has_its_period(period, seed, level, extra):
    pattern = np.random.default_rng(seed).permutation(period).astype(float)
    values = level + np.tile(pattern, 40)[: max(6 * period, 120) + extra]
    shortest = next(p for p in range(1, period + 1) if np.allclose(values[p:], values[:-p]))
    assert detect_period(values, None) == shortest


@pytest.mark.parametrize("frequency", ["B", "D", "MS", "h", None])
@pytest.mark.parametrize("rows", [60, 200, 1000])
@pytest.mark.parametrize("kind", ["walk", "noise", "walk with drift"])
def test_random_series_rarely_get_a_period(frequency, rows, kind):
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(100, rows))
    series = noise if kind == "noise" else noise.cumsum(axis=1) + (kind != "walk") * 0.05 * np.arange(rows)
    assert sum(detect_period(values, frequency) > 1 for values in series) <= 10


@pytest.mark.parametrize("values", [np.ones(100), np.arange(100.0), np.arange(3.0), np.zeros(0)])
def test_lines_and_very_short_series_have_none(values):
    assert detect_period(values, "D") == 1


@pytest.mark.parametrize(
    ("frequency", "periods"),
    [("h", (24, 168)), ("15min", (4, 96)), ("D", (7, 365)), ("B", (5,)), ("W-SUN", (52,)), ("MS", (12,)),
     ("BME", (12,)), ("3MS", (4,)), ("QE-NOV", (4,)), ("YS", ()), ("ms", ()), (None, ())],
)  # fmt: skip
def test_frequencies_suggest_their_natural_periods(frequency, periods):
    assert natural_periods(frequency) == periods
