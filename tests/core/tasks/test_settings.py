"""Every field of a spec can be typed."""

from dataclasses import fields, replace

import pytest

from core.errors import UserError
from core.specs import ModelSpec, TrainingSpec
from core.tasks import TASKS
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.settings import OWN, settings_from


@pytest.mark.parametrize("name", TASKS)
def test_every_field_of_every_spec_can_be_set_by_its_name(name):
    kinds = {"task": TASKS[name].spec, "model": ModelSpec, "training": TrainingSpec}
    seen = []
    for part, spec in kinds.items():
        start = spec(**{"target": "y"} if spec is ForecastSpec else {})
        for f in fields(spec):
            value = getattr(start, f.name)
            text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else (
                ",".join(value) if isinstance(value, tuple) else str(value)
            )  # fmt: skip
            found = getattr(settings_from(TASKS[name].spec, [f"{f.name}={text}"]), part)
            assert found == {f.name: value}, f"{f.name} is nothing that --set can read"
            seen.append(f.name)
            said = settings_from(TASKS[name].spec, [f"{part}.{f.name}={text}"])
            assert getattr(said, part) == {f.name: value}, "whose it is may be said"
    assert len(seen) == len(set(seen)), "one name would mean two settings"
    assert not set(seen) & set(OWN)


def test_fields_of_the_experiment_itself_are_set_too():
    found = settings_from(
        ForecastSpec, ["cells=rnn,gru", "seeds=2", "experiment.refit=no", "match=parameters"]
    )
    assert found.experiment == {"cells": ("rnn", "gru"), "seeds": 2, "refit": False, "match": "parameters"}


def test_columns_are_parted_by_commas():
    assert settings_from(ForecastSpec, ["covariates=a, b"]).task == {"covariates": ("a", "b")}


@pytest.mark.parametrize("given", ["nope=1", "ablation=maybe", "model.learning_rate=1", "data=x"])
def test_what_there_is_not_is_refused(given):
    with pytest.raises(UserError) as refused:
        settings_from(ForecastSpec, [given])
    assert refused.value.key == "setting_unknown_choice"


@pytest.mark.parametrize("given", ["dropout=much", "units=2.5", "layers=9"])
def test_a_number_outside_its_limits_is_refused_with_them(given):
    found = settings_from(ForecastSpec, [given])
    with pytest.raises(UserError) as refused:
        replace(ModelSpec(), **found.model)
    assert refused.value.key == "setting_out_of_range" and refused.value.facts["high"]
