"""Logarithmic axes: every tick is written out, and there are few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.charts.logarithmic import MOST, log_axis, log_ticks


@given(st.floats(-299, 200), st.floats(0.01, 100))
def test_there_are_few_ticks_in_order(low, span):
    low, high = 10.0**low, 10.0 ** (low + span)
    ticks = log_ticks(low, high)
    inside = [one for one in ticks if low <= one <= high]
    assert ticks == sorted(ticks) and len(inside) <= MOST + 4
    assert len(log_axis(low, high)["ticktext"]) == len(ticks)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.004, 3.0, ["0.001", "0.01", "0.1", "1", "10"]),
        (0.02, 0.3, ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5"]),
        (1e-12, 1.0, ["10<sup>−12</sup>", "10<sup>−10</sup>", "10<sup>−8</sup>", "10<sup>−6</sup>"]),
        (100, 30_000, ["100", "1,000", "10,000", "10<sup>5</sup>"]),
    ],
)
def test_ticks_are_written_out(low, high, told):
    assert log_axis(low, high)["ticktext"][: len(told)] == told
