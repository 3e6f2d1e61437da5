"""A spec is checked at birth and survives JSON."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec, from_json, to_json
from core.tasks.forecast.spec import CAREFUL, QUICK, ForecastSpec

specs = st.builds(
    lambda horizon, lookback, units, cells, columns: ExperimentSpec(
        data="d" * 64,
        task=ForecastSpec(target="y", horizon=horizon, lookback=lookback, covariates=tuple(sorted(columns))),
        model=ModelSpec(units=units),
        cells=tuple(cells),
    ),
    st.integers(1, 90),
    st.integers(2, 500),
    st.integers(1, 512),
    st.sets(st.sampled_from(("rnn", "lstm", "gru", "mgu")), min_size=1),
    st.sets(st.text(min_size=1, max_size=8).filter(lambda name: name != "y"), max_size=3),
)


@given(specs)
def test_a_spec_survives_json(spec):
    assert from_json(ExperimentSpec, to_json(spec)) == spec


@pytest.mark.parametrize("units", [0, 513, float("nan")])
def test_a_number_out_of_range_is_told_with_its_limits(units):
    with pytest.raises(UserError) as error:
        ModelSpec(units=units)
    assert error.value.key == "setting_out_of_range"
    assert (error.value.facts["low"], error.value.facts["high"]) == (1, 512)


def test_cells_keep_the_order_of_the_table():
    assert replace(QUICK, cells=("gru", "rnn")).cells == ("rnn", "gru")


@pytest.mark.parametrize("cells", [(), ("nope",)])
def test_cells_must_be_known_and_at_least_one(cells):
    with pytest.raises(UserError):
        replace(QUICK, cells=cells)


def test_recursive_forecasts_refuse_covariates_whose_future_is_unknown():
    with pytest.raises(UserError) as error:
        ForecastSpec(target="y", strategy="recursive", covariates=("x",))
    assert error.value.key == "recursive_needs_future_covariates"


def test_unknown_fields_are_refused():
    with pytest.raises(UserError) as error:
        from_json(ForecastSpec, '{"target": "y", "surprise": 1}')
    assert error.value.key == "bad_spec"


def test_presets_differ_in_care():
    assert CAREFUL.seeds > QUICK.seeds and CAREFUL.training.updates > QUICK.training.updates


WRONG = (
    '"cells": 5', '"cells": [[]]', '"refit": "no"', '"seeds": 1e999', '"seeds": NaN', '"seeds": "3"',
    '"match": {}', '"model": []', '"model": {"units": "8"}', '"training": null', '"data": {}',
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, '{"task":' * 100_000, "9" * 5_000, "null", "5", '"x"', "[]", "\0", "\ud800", "NaN",
        '{"data": []}', '{"data": "", "task": 5}', '{"data": "", "task": {"target": ["x"]}}',
        *(f'{{"data": "", "task": {{"target": "y"}}, {more}}}' for more in WRONG),
    ],
)  # fmt: skip
def test_text_that_is_no_spec_is_refused_whatever_it_is(text):
    with pytest.raises(UserError):
        from_json(ExperimentSpec, text)


def test_settings_that_were_saved_in_epochs_open_with_todays_lengths():
    saved = (
        '{"data": "", "task": {"target": "y", "calendar": true}, "training": {"epochs": 30, "patience": 4, '
    )
    spec = from_json(ExperimentSpec, saved + '"learning_rate": 0.01, "loss": "mse"}}')
    training = spec.training
    assert (training.updates, training.patience) == (TrainingSpec().updates, TrainingSpec().patience)
    assert (training.learning_rate, training.loss, spec.of(ForecastSpec).calendar) == (0.01, "mse", "yes")
    assert from_json(ExperimentSpec, to_json(spec)) == spec
