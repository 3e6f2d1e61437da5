"""The very same experiment is found again; whatever differs, or has not ended well, is not the same."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import update

from core.store.repeats import done_before
from core.store.schema import experiments, runs
from core.store.store import Store
from core.tasks.forecast.api import forecast, forecast_spec, from_sample
from core.tasks.waiting import stored_result


@pytest.fixture
def done(filled_store):
    store, id = filled_store("done", "random_walk")
    return store, store.experiment(id)


def test_the_same_data_settings_and_seeds_are_found(done):
    store, known = done
    assert done_before(store.engine, known.spec).id == known.id
    told = stored_result(store, known.spec)
    assert told["experiment"] == known.id and told["done_before"] == known.created and told["verdict"]


@pytest.mark.parametrize(
    "other",
    [
        {"seeds": 9}, {"cells": ("gru",)}, {"data": "0" * 64}, {"match": "parameters"}, {"refit": False},
        {"task": {"horizon": 3}}, {"training": {"updates": 7}}, {"model": {"units": 3}},
    ],
)  # fmt: skip
def test_whatever_differs_is_another_experiment(done, other):
    store, known = done
    changes = {
        name: replace(getattr(known.spec, name), **value) if isinstance(value, dict) else value
        for name, value in other.items()
    }
    assert done_before(store.engine, replace(known.spec, **changes)) is None


@pytest.mark.parametrize("state", ["provisional", "running", "queued", "failed", "stopped", "stopped_partly"])
def test_what_has_not_ended_well_is_done_again(filled_store, state):
    store, id = filled_store(state, "random_walk")
    assert done_before(store.engine, store.experiment(id).spec) is None


def test_nobody_is_led_to_the_experiments_of_others(done):
    store, known = done
    assert done_before(store.engine, known.spec, {"somebody"}) is None


def test_a_spec_of_an_earlier_version_is_the_same_where_its_fields_are(done):
    store, known = done
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        row = connection.execute(experiments.select()).first()
        fields = json.loads(row.spec)
        del fields["task"]["ablation"], fields["task"]["kind"]
        connection.execute(update(experiments).values(spec=json.dumps(fields)))
    assert done_before(store.engine, known.spec).id == known.id


def test_programs_train_anew_unless_they_say_otherwise(done, monkeypatch):
    store, known = done
    data = from_sample("random_walk")
    asked = forecast_spec(data, target="value")
    monkeypatch.setattr(
        "core.tasks.waiting.done_before", lambda engine, spec: known if spec == asked else None
    )
    monkeypatch.setattr("core.tasks.programs.finish", lambda *_: {"experiment": "new"})
    assert forecast(data, store=Store(store.folder), target="value") == {"experiment": "new"}
    assert forecast(data, store=store, target="value", again=False)["experiment"] == known.id


def test_what_earlier_rules_scored_is_trained_again(done):
    store, known = done
    simple = next(run for run in store.runs(known.id) if run.kind == "simple")
    facts = {name: fact for name, fact in simple.facts.items() if name != "protocol"}
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(runs).where(runs.c.id == simple.id).values(facts=json.dumps(facts)))
    assert done_before(store.engine, known.spec) is None
