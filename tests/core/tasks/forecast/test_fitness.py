"""Checking a series says what preparing it says, and prepares it only where nothing else tells."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.frame import canonical
from core.errors import UserError
from core.tasks.forecast import fitness
from core.tasks.forecast.api import forecast_spec
from core.tasks.forecast.fitness import check
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.sizes import forecast_ends, sizes
from core.tasks.forecast.spec import ForecastSpec


def series(values, frequency):
    frame = pd.DataFrame({"y": values, "x": np.arange(len(values)) % 5.0})
    if frequency is None:
        return canonical(frame, name="a", source="upload", target="y")
    frame["t"] = pd.date_range("2020-01-01", periods=len(values), freq=frequency)
    return canonical(frame, name="a", source="upload", time="t", target="y")


@st.composite
def cases(draw):
    """A small series, with blanks or without, and a task that may not suit it."""
    rows = draw(st.integers(14, 120))
    random = np.random.default_rng(draw(st.integers(0, 99)))
    kind = draw(st.sampled_from(["noise", "season", "constant", "counts", "late"]))
    values = random.normal(5.0, 1.0, rows)
    if kind == "season":
        values += 10 * np.sin(np.arange(rows) * 2 * np.pi / draw(st.sampled_from([4, 7, 12, 24])))
    elif kind == "constant":
        values[: int(rows * 0.9)] = 3.0
    elif kind == "counts":
        values = random.integers(-1, 4, rows).astype(float)
    elif kind == "late":
        values[int(rows * draw(st.sampled_from([0.3, 0.6, 0.75]))) : -1] = np.nan
    values[random.random(rows) < draw(st.sampled_from([0, 0, 0.1, 0.6]))] = np.nan
    values[[0, -1]] = 1.0, 2.0
    return series(values, draw(st.sampled_from([None, "D", "h", "6h", "MS", "W"])))


TASKS = st.fixed_dictionaries(
    {
        "horizon": st.sampled_from([1, 3, 12]),
        "lookback": st.sampled_from([2, 7, 20, 30, 50]),
        "transform": st.sampled_from(["auto", "auto", "levels", "log_returns", "seasonal_differences"]),
        "blocks": st.sampled_from(["auto", "auto", "steps", "days"]),
        "calendar": st.sampled_from(["auto", "yes", "no"]),
        "gaps": st.sampled_from(["left_out", "left_out", "refuse"]),
        "non_negative": st.sampled_from(["auto", "yes"]),
        "covariates": st.sampled_from([(), ("x",)]),
        "holidays": st.sampled_from(["", "", "DE", "exchange"]),
        "early_stopping_share": st.sampled_from([0.075, 0.3]),
        "strategy": st.sampled_from(["direct", "direct", "recursive"]),
    }
)


def told(ask):
    """The sizes that something comes to, or what it raises."""
    try:
        return ask()
    except UserError as error:
        return error.key, str(error.facts)


@given(cases(), TASKS)
@settings(max_examples=150, deadline=None)
def test_checking_raises_what_preparing_raises_and_sizes_are_those_of_what_is_prepared(data, wanted):
    try:
        spec = forecast_spec(data, **wanted)
    except UserError:
        return

    def prepared():
        ready = prepare(data, spec.of(ForecastSpec))
        return forecast_ends(spec, ready.columns, ready.chosen.blocks)

    whole = told(prepared)
    assert told(lambda: sizes(data, spec)) == whole
    checked = told(lambda: check(data, spec))
    assert checked == (whole if isinstance(whole, tuple) else None)


@pytest.mark.parametrize("blank", [0, 40])
def test_a_long_series_is_checked_without_being_prepared(monkeypatch, blank):
    monkeypatch.setattr(fitness, "prepare", None)
    values = np.random.default_rng(0).normal(size=20_000).cumsum()
    values[500 : 500 + blank] = np.nan
    data = series(values, "h")
    for lookback in (24, 96):
        check(data, forecast_spec(data, horizon=24, lookback=lookback))
    spec = forecast_spec(data, horizon=24, lookback=500)
    short = replace(data, frame=data.frame.head(400))
    with pytest.raises(UserError, match="series_too_short"):
        check(short, spec)
