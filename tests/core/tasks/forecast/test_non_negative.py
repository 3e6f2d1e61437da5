"""Counts and amounts end at 0; temperatures, changes and balances do not."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.errors import UserError
from core.specs import ExperimentSpec, from_json, to_json
from core.tasks.forecast.non_negative import cannot_be_negative, intermittent, require_none_negative
from core.tasks.forecast.spec import ForecastSpec

RNG = np.random.default_rng(0)
COUNTS = RNG.poisson(4, 200).astype(float)
AMOUNTS = RNG.gamma(2, 30, 200)
RAIN = np.where(RNG.random(200) < 0.5, 0.0, AMOUNTS)


@pytest.mark.parametrize(
    ("name", "values", "ends_at_zero"),
    [
        ("value", COUNTS, True), ("value", RAIN, True), ("value", AMOUNTS, False),
        ("sales", AMOUNTS, True), ("UnitSales", AMOUNTS, True), ("daily_demand", AMOUNTS, True),
        ("销量（件）", AMOUNTS, True), ("kWh", AMOUNTS, True),
        ("sales", AMOUNTS - 300, False), ("sales change", COUNTS, False), ("NetSales", AMOUNTS, False),
        ("temp_max", COUNTS, False), ("Temperatur (°C)", RAIN, False), ("气温", COUNTS, False),
        ("利润", COUNTS, False), ("template", COUNTS, True), ("value", np.full(9, np.nan), False),
        ("value", np.where(RNG.random(200) < 0.1, np.nan, COUNTS), True),
    ],
)  # fmt: skip
def test_data_and_name_tell_whether_a_quantity_can_be_negative(name, values, ends_at_zero):
    assert cannot_be_negative(ForecastSpec(target=name), values) is ends_at_zero


def test_a_person_has_the_last_word():
    task = ForecastSpec(target="sales", non_negative="no")
    assert cannot_be_negative(task, COUNTS) is False
    assert cannot_be_negative(replace(task, target="temp", non_negative="yes"), AMOUNTS) is True
    with pytest.raises(UserError, match="negative_values"):
        require_none_negative(replace(task, non_negative="yes"), np.array([3.0, np.nan, -2.5]))


def test_what_was_saved_before_there_was_such_a_setting_means_what_it_meant():
    spec = ExperimentSpec(data="x", task=ForecastSpec(target="sales"))
    saved = json.loads(to_json(spec))
    assert from_json(ExperimentSpec, json.dumps(saved)) == spec
    del saved["task"]["non_negative"]
    assert from_json(ExperimentSpec, json.dumps(saved)).of(ForecastSpec).non_negative == "no"


@pytest.mark.parametrize(("zeros", "found"), [(0.0, False), (0.15, False), (0.4, True), (0.9, True)])
def test_demand_is_intermittent_from_an_interval_of_a_third_more_than_a_step_on(zeros, found):
    values = np.full(1000, 2.0)
    values[: int(1000 * zeros)] = 0
    assert intermittent(RNG.permutation(values)) is found


def test_without_any_demand_or_measurement_nothing_is_intermittent():
    assert not intermittent(np.zeros(50)) and not intermittent(np.full(50, np.nan))
