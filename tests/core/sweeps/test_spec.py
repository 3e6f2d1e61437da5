"""The space of a sweep: what may be tried, how many that are, and what makes no sense."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.specs import from_json, to_json
from core.sweeps.estimate import cost
from core.sweeps.spec import DIMENSIONS, SweepSpec, numbers, setting_of, suggested
from core.tasks.forecast.cuts import cut, origins
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.tasks.sentiment.spec import TEXTS, SentimentSpec

BASE = replace(QUICK, task=ForecastSpec(target="y"))


@given(
    units=st.lists(st.integers(1, 512), min_size=1, max_size=4),
    rates=st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=3),
    cells=st.lists(st.sampled_from(["rnn", "lstm", "gru", "mgu"]), min_size=1, max_size=4),
)
def test_a_grid_holds_every_combination_once_and_each_leads_back_to_its_setting(units, rates, cells):
    lookback, layers = (10, 20), (1,)
    sweep = SweepSpec(
        base=BASE, cells=tuple(cells), units=tuple(units), layers=layers, lookback=lookback,
        learning_rate=tuple(rates),
    )  # fmt: skip
    grid = list(sweep.grid())
    assert len(set(grid)) == len(grid) == sweep.settings == sweep.combinations
    assert len(grid) == len(set(cells)) * len(set(units)) * len(set(rates)) * 2
    assert [setting_of(sweep.experiment(setting)) for setting in grid] == grid
    assert from_json(SweepSpec, to_json(sweep)) == sweep


def test_of_texts_the_longest_text_is_what_a_network_sees():
    sweep = replace(suggested(TEXTS), lookback=(50, 100))
    assert {sweep.experiment(one).of(SentimentSpec).longest for one in sweep.grid()} == {50, 100}


def test_a_setting_changes_nothing_but_its_dimensions():
    sweep = replace(suggested(BASE), seeds=4)
    setting = next(sweep.grid())
    made = sweep.experiment(setting)
    back = replace(made, cells=BASE.cells, seeds=BASE.seeds, model=BASE.model)
    assert back == BASE and made.seeds == 4 and made.cells == (setting.cell,)


@pytest.mark.parametrize(
    ("changes", "key", "facts"),
    [
        *(({name: ()}, "sweep_dimension_empty", {"setting": name}) for name in DIMENSIONS),
        ({"units": (16, 16.5)}, "sweep_whole_numbers", {"setting": "units"}),
        ({"units": (0,)}, "setting_out_of_range", {"setting": "units", "value": 0, "low": 1, "high": 512}),
        ({"layers": (1, 4)}, "setting_out_of_range", {"setting": "layers", "value": 4, "low": 1, "high": 3}),
        ({"cells": ("nope",)}, "unknown_cell", {"name": "nope", "known": ["rnn", "lstm", "gru", "mgu"]}),
        ({"units": (float("nan"),)}, "sweep_not_numbers", {"setting": "units", "text": ["nan"]}),
        ({"cells": ("gru",), "units": (8,)}, "sweep_one_setting", {}),
        ({"units": tuple(range(1, 200))}, "sweep_too_many_settings", {"count": 597, "most": 500}),
        ({"learning_rate": tuple(1e-4 + n * 1e-9 for n in range(200_000)), "sampler": "tpe"},
         "sweep_too_many_settings", {"count": 200_000, "most": 500}),
        ({"budget": 501}, "setting_out_of_range", {"setting": "budget", "value": 501, "low": 2, "high": 500}),
        ({"sampler": "best"}, "setting_unknown_choice",
         {"setting": "sampler", "value": "best", "known": ["grid", "random", "tpe"]}),
    ],
)  # fmt: skip
def test_a_space_that_makes_no_sense_is_refused_with_facts(changes, key, facts):
    with pytest.raises(UserError) as error:
        replace(suggested(BASE), **changes)
    assert (error.value.key, error.value.facts) == (key, facts)


def test_how_many_settings_are_tried():
    sweep = replace(suggested(BASE), units=(8, 16))
    assert sweep.settings == 6
    assert replace(sweep, sampler="random", budget=4).settings == 4
    assert replace(sweep, sampler="tpe", budget=50).settings == 6
    assert replace(sweep, sampler="tpe", budget=50, between=True).settings == 50
    assert replace(sweep, between=True).settings == 6 and not replace(sweep, between=True).between


def test_the_cost_is_counted_before_anything_runs():
    sweep = replace(suggested(BASE), seeds=3)
    known = cost(sweep, seconds=10.0, workers=2)
    assert (known.settings, known.trainings, known.scoring) == (6, 18, 7)
    assert known.seconds == 10 * 18 / 2 + 10 * 7 / 2
    assert cost(replace(sweep, minutes=1), 10.0, 2).seconds == 60 + 35
    assert cost(sweep, None, 2).seconds is None


@pytest.mark.parametrize("text", ["16, 32", "16;32", "16，32", " 16 ,32, "])
def test_numbers_are_read_as_people_write_them(text):
    assert numbers("units", text) == (16.0, 32.0)


def test_what_is_no_number_is_told():
    with pytest.raises(UserError) as error:
        numbers("units", "16, many")
    assert error.value.facts == {"setting": "units", "text": "16, many"}


@given(
    rows=st.integers(200, 5000),
    lookbacks=st.tuples(st.integers(2, 60), st.integers(2, 60)),
    horizon=st.integers(1, 8),
)
def test_all_lookbacks_are_judged_at_the_same_validation_origins(rows, lookbacks, horizon):
    """What makes settings of different lookbacks comparable, for any series that is accepted."""
    tasks = [ForecastSpec(target="y", horizon=horizon, lookback=lookback) for lookback in lookbacks]
    first, second = (origins(cut(rows, task), "validation", task) for task in tasks)
    assert first.tolist() == second.tolist() and len(first)
