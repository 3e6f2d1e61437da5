"""Sums over series: what they are made of, and how far their intervals reach."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from core.evaluate.many_series import Units
from core.tasks.panel.totals import ALL, groups_of, history_of, totals_of
from tests.core.tasks.panel.conftest import made

SERIES, ORIGINS, HORIZON = 6, 20, 4


def outcome(random, spread=1.0):
    """What was found of series whose errors are independent of each other."""
    truth = random.uniform(10, 20, size=(2, SERIES, ORIGINS, HORIZON))
    told = truth + random.normal(scale=spread, size=truth.shape)
    return SimpleNamespace(
        before=(truth[0], told[0]), truth=truth[1], told={"sent": told[1]}, future=told[1][:, 0],
        units=Units(np.ones(SERIES), np.ones(SERIES)), facts={"logarithm": True},
    )  # fmt: skip


def test_groups_come_from_parts_of_names_and_from_what_is_fixed():
    ids = tuple(f"{store} / {item}" for store in ("north", "south") for item in ("tea", "milk", "salt"))
    data = replace(
        made(shops=SERIES), ids=ids, fixed=np.array([[0]] * 5 + [[1]]), fixed_names=("kind",),
        categories=(("big", "small"),),
    )  # fmt: skip
    groups = {name: places.tolist() for name, places in groups_of(data).items()}
    assert groups[ALL] == list(range(6)) and groups["north"] == [0, 1, 2] and groups["tea"] == [0, 3]
    assert groups["small"] == [5] and groups_of(made(shops=1)) == {}
    sums = history_of(data, groups_of(data)["north"])
    assert sums[0] == pytest.approx(sum(data.target[data.offsets[place]] for place in range(3)))


def test_intervals_of_a_sum_hold_what_they_promise_and_are_narrower_than_the_sum_of_all():
    found = outcome(np.random.default_rng(3))
    (total,) = totals_of(found, {ALL: np.arange(SERIES)})
    assert total.future == pytest.approx(found.future.sum(axis=0))
    assert 0.7 <= total.held[0.8] <= 0.92 and total.held[0.95] > 0.87
    low, high = total.bounds[0.8]
    assert ((high - low) / 2 < 0.75 * SERIES * 1.28).all()  # independent errors cancel out
    assert total.wape == pytest.approx(0.8 * np.sqrt(6) / 90, rel=0.3)


def test_what_was_not_measured_is_in_neither_side_of_a_sum():
    found = outcome(np.random.default_rng(4), spread=0.0)
    found.truth[0, 0] = np.nan
    found.truth[:, 1] = np.nan
    (total,) = totals_of(found, {ALL: np.arange(SERIES)})
    assert total.wape == 0 and total.held[0.8] == 1
