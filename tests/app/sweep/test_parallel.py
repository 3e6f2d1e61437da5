"""Parallel coordinates: an axis per dimension, few figures on each, sizes and rates on a log scale."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sweep.parallel import MOST_TICKS, Axis, parallel_chart


def drawn(*axes, losses=(2.0, 1.0)):
    return parallel_chart([*axes, Axis("loss", list(losses))], list(losses)).data[0].dimensions


def test_values_are_written_as_they_are_where_they_are_few():
    units, loss = drawn(Axis("units", [16.0, 64.0], "{:g}".format, log=True))
    assert list(units.ticktext) == ["16", "64"]
    np.testing.assert_allclose(units["values"], np.log10([16, 64]))
    assert loss.ticktext is None and list(loss["values"]) == [2.0, 1.0]


@given(st.lists(st.floats(1e-5, 1.0), min_size=2, max_size=60), st.booleans())
def test_an_axis_holds_all_its_values_and_few_figures(values, log):
    (axis, _) = drawn(Axis("rate", values, "{:g}".format, log=log), losses=values)
    low, high = axis.range
    assert all(low <= value <= high for value in axis["values"]) and low < high
    assert len(axis.tickvals) == len(axis.ticktext) <= max(MOST_TICKS, 1)


@pytest.mark.parametrize("losses", [(1.0, 1.0), (1.0, 2.0)])
def test_equal_losses_can_be_drawn(losses):
    assert len(drawn(losses=losses)) == 1
