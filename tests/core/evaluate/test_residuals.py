"""The Ljung-Box test agrees with statsmodels and says nothing where there is nothing to say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.diagnostic import acorr_ljungbox

from core.evaluate.residuals import ljung_box, season_lag

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("lag", [1, 7, 24])
@pytest.mark.parametrize("pattern", [0.0, 2.0])
def test_it_agrees_with_statsmodels(lag, pattern):
    residuals = RNG.normal(size=200) + pattern * np.sin(np.arange(200) * 2 * np.pi / 7) + 5
    theirs = acorr_ljungbox(residuals, lags=[lag]).iloc[0]
    found = ljung_box(residuals, lag)
    assert found.statistic == pytest.approx(theirs["lb_stat"], rel=1e-9)
    assert found.p == pytest.approx(theirs["lb_pvalue"], rel=1e-9, abs=1e-12)


def test_errors_that_repeat_have_a_small_p_and_noise_rarely_does():
    season = np.sin(np.arange(120) * 2 * np.pi / 12) + 0.5 * RNG.normal(size=120)
    assert ljung_box(season, 12).p < 1e-6
    found = [ljung_box(RNG.normal(size=120), 12).p < 0.05 for _ in range(300)]
    assert np.mean(found) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


@pytest.mark.parametrize("residuals", [np.ones(50), np.zeros(50), RNG.normal(size=20)])
def test_errors_that_never_change_or_are_too_few_tell_nothing(residuals):
    assert ljung_box(residuals, 10).p is None


@given(st.integers(1, 600), st.integers(1, 30), st.integers(1, 400))
def test_the_lag_is_a_season_in_origins_and_never_asks_for_more_than_there_is(origins, stride, period):
    lag = season_lag(origins, stride, period)
    assert 1 <= lag <= max(1, origins // 5)
    if period > stride and period // stride <= origins // 5:
        assert lag == period // stride


def test_origins_that_are_left_out_leave_the_others_at_their_distance_in_time():
    whole = np.sin(np.arange(240) * 2 * np.pi / 12) + 0.5 * RNG.normal(size=240)
    kept = np.sort(RNG.choice(240, 150, replace=False))
    holes = np.where(np.isin(np.arange(240), kept), whole, np.nan)
    first = kept[0]
    found = ljung_box(whole[kept], 12, rows=100 + 7 * kept, stride=7)
    assert found == ljung_box(holes[first : kept[-1] + 1], 12)
    assert found != ljung_box(whole[kept], 12)
