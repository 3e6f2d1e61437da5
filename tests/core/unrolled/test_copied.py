"""What a page gives to copy makes its experiment again: the command and the Python queue the same spec."""

import contextlib
import io
import json
import shlex
from dataclasses import replace
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import unrolled
from core.cli.main import program
from core.specs import ModelSpec
from core.store.sources import CameFrom, came_from
from core.store.store import Store
from core.tasks import TASKS
from core.tasks.copied import can_be_copied, command_copy, python_copy
from core.tasks.queueing import queue
from core.tasks.spec_files import differing, settings_of

SAMPLES = {
    "forecast": "airline_passengers", "sentiment": "sentences", "classify": "motions", "generate": "tang",
    "translate": "phrases", "tag": "names_zh", "panel": "shops",
}  # fmt: skip
NAME = 'What "others" ask, & more'


class Queued(Exception):
    """What would have been trained."""


@pytest.fixture
def caught(home, monkeypatch):
    def stop(store, data, spec, watch, *, again, name=None):
        raise Queued(replace(spec, data=data.sha256), name)

    places = [f"core.tasks.{task}.{module}" for task in TASKS for module in ("api", "command")]
    for place in map(import_module, [*places, "unrolled.memory"]):
        if hasattr(place, "result"):
            monkeypatch.setattr(place, "result", stop)


def both(spec, data):
    """What the copied command and the copied Python would train."""
    words = shlex.split(command_copy(spec, settings_of(spec), data, NAME))
    assert words[0] == "unrolled"
    ran = CliRunner().invoke(program(), words[1:])
    assert isinstance(ran.exception, Queued), ran.output
    with pytest.raises(Queued) as called, contextlib.redirect_stdout(io.StringIO()):
        exec(python_copy(TASKS[spec.task.kind].function, differing(spec), data, NAME), {})
    return ran.exception.args, called.value.args


def queued(data, task, **changes):
    """An experiment as a page queues it, and where its data came from."""
    store, start = Store(), TASKS[task].start
    kept = TASKS[task].keep(store, data, None) if TASKS[task].keep else None
    spec = start(data if kept is None or isinstance(kept, str) else kept)
    spec = replace(spec, cells=("gru",), seeds=2, model=replace(ModelSpec(), units=5, dropout=0.1), **changes)
    id = queue(store, data, spec, "asked")
    experiment = store.experiment(id)
    return experiment.spec, came_from(store, experiment.data, experiment.source_name)


@pytest.mark.parametrize("task", SAMPLES)
def test_of_a_sample_both_make_the_same_again(task, caught):
    spec, data = queued(facts_of(task), task)
    assert data.source == "sample" and can_be_copied(data)
    assert both(spec, data) == ((spec, NAME), (spec, NAME))


def facts_of(task):
    """A sample, as the store keeps it where its task asks for that."""
    data, store = unrolled.sample(SAMPLES[task]), Store()
    keepers = {
        "sentiment": ("core.store.kept_texts", "keep_texts"),
        "classify": ("core.tasks.classify.keeping", "keep_series"),
        "generate": ("core.tasks.generate.keeping", "keep_text"),
        "tag": ("core.tasks.tag.keeping", "keep_sentences"),
        "panel": ("core.tasks.panel.keeping", "keep_panel"),
    }
    if task not in keepers:
        return data
    module, keep = keepers[task]
    return getattr(import_module(module), keep)(store, data)


def test_of_a_made_up_problem_too(caught):
    lab = import_module("core.tasks.memory.start").lab_spec("copy", 40)
    id = import_module("core.tasks.memory.api").queue_memory(Store(), replace(lab, seeds=2))
    experiment = Store().experiment(id)
    data = came_from(Store(), experiment.data, experiment.source_name)
    assert both(experiment.spec, data) == ((experiment.spec, NAME), (experiment.spec, NAME))


def test_of_a_file_that_was_asked_about_its_reading_goes_along(caught, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    days = pd.date_range("2024-01-01", periods=60)
    table = pd.DataFrame({"day": days.strftime("%d/%m/%Y"), "level": np.arange(60) % 7 + 1.5})
    table.to_csv("levels.csv", index=False)
    spec, data = queued(unrolled.read("levels.csv", "day_first=yes"), "forecast")
    assert data.name == "levels.csv" and data.read == {"day_first": True}
    assert both(spec, data) == ((spec, NAME), (spec, NAME))


@pytest.mark.engine
@pytest.mark.timeout(300)
def test_where_it_was_trained_both_find_it_again(shared_engine, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("UNROLLED_HOME", str(shared_engine.store.folder))
    monkeypatch.chdir(tmp_path)
    years = pd.DataFrame({"year": range(1950, 2020), "level": [50 + n % 7 for n in range(70)]})
    years.to_csv("levels.csv", index=False)
    settings = {"cells": ["gru"], "seeds": 1, "model": {"units": 2}, "training": {"updates": 1}}
    task = {"target": "level", "horizon": 1, "lookback": 4}
    found = unrolled.forecast("levels.csv", spec=settings | {"task": task})
    spec, experiment = found.experiment.spec, found.experiment
    data = came_from(found.store, experiment.data, experiment.source_name)
    words = shlex.split(command_copy(spec, settings_of(spec), data, NAME))
    ran = CliRunner().invoke(program(), [*words[1:], "--json", "out.json"])
    assert ran.exit_code == 0 and "Done before" in ran.output, ran.output
    assert json.loads((tmp_path / "out.json").read_text())["experiment"] == found.id
    names = {}
    exec(python_copy(TASKS[spec.task.kind].function, differing(spec), data, NAME), names)
    assert names["found"].id == found.id and found.verdict in capsys.readouterr().out


def test_what_only_a_page_can_name_is_not_offered():
    assert not can_be_copied(CameFrom("public", "imdb"))
