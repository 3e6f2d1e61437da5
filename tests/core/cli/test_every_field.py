"""Every field of every task through its command, one by one and as a whole: what was said is queued."""

import json
from dataclasses import fields, replace
from importlib import import_module

import pytest
from typer.testing import CliRunner

from core.cli.main import program
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec, to_json
from core.tasks import TASKS
from core.tasks.settings import OWN
from core.tasks.spec_files import differing, settings_of, spec_from, written

REVIEWS = "reviews.csv"
WHERE = {  # what each command learns from
    "forecast": ("--sample", "airline_passengers"),
    "sentiment": (REVIEWS,),
    "memory": (),
    "classify": ("--sample", "motions"),
    "generate": ("--sample", "alice"),
    "translate": ("--sample", "phrases"),
    "tag": ("--sample", "names_zh"),
    "panel": ("--sample", "shops"),
}
NEEDED = {"forecast": {"target": "passengers"}}
# Values that are otherwise than every beginning; where one field asks for another, or the data for a column.
OTHER = {
    "target": "passengers", "covariates": (), "units": 7, "layers": 2, "dropout": 0.2, "updates": 900,
    "learning_rate": 0.02, "cells": ("gru",), "vectors": "",
}  # fmt: skip
each = pytest.mark.parametrize("task", TASKS)


class Queued(Exception):
    """What would have been trained."""


@pytest.fixture
def asked(home, monkeypatch, tmp_path):
    """Run a command up to the moment at which it would train; what would be queued, and its name."""
    rows = [f"{word} film {n},{word}" for n, word in enumerate(("good", "bad") * 40)]
    (tmp_path / REVIEWS).write_text("\n".join(["text,label", *rows]))
    monkeypatch.chdir(tmp_path)

    def stop(store, data, spec, watch, *, again, name=None):
        raise Queued(replace(spec, data=data.sha256), name)

    for name in TASKS:
        for module in ("api", "command"):
            place = import_module(f"core.tasks.{name}.{module}")
            if hasattr(place, "result"):
                monkeypatch.setattr(place, "result", stop)

    def run(task, *options):
        ran = CliRunner().invoke(program(), [task, *WHERE[task], *map(str, options)])
        if not isinstance(ran.exception, Queued):
            return ran
        return ran.exception.args

    return run


def another(spec, name, value):
    """Another value of a field that it takes: of a choice the last, of a switch the other one."""
    if name in OTHER:
        return OTHER[name]
    field = next(f for f in fields(spec) if f.name == name)
    if choices := field.metadata.get("choices"):
        return next(one for one in reversed(choices) if one != value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) and "high" in field.metadata:
        return value + 1 if value < field.metadata["high"] else value - 1
    return value


def typed(part, values):
    return [one for name, value in values.items() for one in ("--set", f"{part}.{name}={written(value)}")]


@each
def test_every_field_arrives_by_its_whole_name(task, asked):
    begun, _ = asked(task)
    for part, spec in (("task", TASKS[task].spec), ("model", ModelSpec), ("training", TrainingSpec)):
        values = {f.name: another(spec, f.name, getattr(getattr(begun, part), f.name)) for f in fields(spec)}
        found = asked(task, *typed(part, values))
        if isinstance(found, tuple):
            assert getattr(found[0], part) == spec(**values)
            continue
        for name, value in values.items():  # some go with others only
            found = asked(task, *typed(part, {name: value}))
            if isinstance(found, tuple):
                assert getattr(getattr(found[0], part), name) == value, name
            else:
                assert found.exit_code == 2 and len(found.output.splitlines()) == 1, (name, found.output)
    for name in OWN:
        if (task, name) != ("memory", "refit"):  # there is nothing to refit
            value = OTHER.get(name, 2 if name == "seeds" else "parameters" if name == "match" else False)
            found, _ = asked(task, "--set", f"{name}={written(value)}")
            assert getattr(found, name) == value


@each
def test_a_spec_file_is_taken_as_it_stands_and_plain_is_what_specs_begin_with(task, asked, tmp_path):
    begun, _ = asked(task)
    other = replace(begun, seeds=2, model=replace(begun.model, units=9), cells=("lstm", "gru"))
    path = tmp_path / "spec.json"
    path.write_text(to_json(other))
    found, name = asked(task, "--spec", path, "--name", "Named")
    assert found == other and name == "Named"
    path.write_text(json.dumps({"spec": json.loads(to_json(other)), "verdict": "better"}))
    assert asked(task, "--spec", path)[0] == other, "a result, too"
    assert asked(task, "--spec", path, "--set", "model.units=5")[0].model.units == 5
    options = [option for said in settings_of(other) for option in ("--set", said)]
    assert asked(task, "--spec", "plain", *options)[0] == other
    assert replace(spec_from(task, differing(other)), data=other.data) == other


@each
def test_options_beside_a_spec_and_specs_of_others_are_refused(task, asked, tmp_path):
    told = asked(task, "--spec", "plain", "--seeds", 2)
    assert told.exit_code == 2 and "--seeds" in told.output and "--set" in told.output
    path = tmp_path / "spec.json"
    for wrong in ("[]", "{", '{"task": {"nothing": 1}}', '{"model": {"units": "many"}}'):
        path.write_text(wrong)
        told = asked(task, "--spec", path)
        assert (
            told.exit_code == 2 and told.output.startswith("Error: ") and len(told.output.splitlines()) == 1
        )
    told = asked(task, "--spec", tmp_path / "nowhere.json")
    assert told.exit_code == 2 and "nowhere.json" in told.output


def test_what_differs_is_little_and_whole():
    begun = ExperimentSpec(data="", task=TASKS["memory"].spec())
    assert differing(begun) == {}
    assert differing(replace(begun, seeds=2)) == {"seeds": 2}
