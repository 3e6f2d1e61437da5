"""What the command line shows of a forecast."""

import io
import json

from sqlalchemy import update

from core.cells import CELLS, USUAL
from core.cli.terminal import show
from core.store.schema import runs
from core.tasks.forecast.command_lines import forecast_lines
from core.tasks.result_lines import verdict_line
from core.tasks.summary import summary
from core.words.english import T
from core.words.figures import figure


def test_a_cell_that_was_added_to_the_table_can_be_told(monkeypatch):
    monkeypatch.setitem(CELLS, "ugrnn", CELLS["gru"])
    verdict = {"outcome": "better", "cell": "ugrnn", "provisional": False, "tests": 1, "better": ("ugrnn",)}
    compared = {"reference": "ridge", "cells": [{"name": "ugrnn", "skill": 0.5}]}
    told = verdict_line({"verdict": verdict, "comparison": compared}, "verdict", "skill")
    assert told.startswith("UGRNN") and "50 %" in told and "(better; best cell ugrnn" in told


def test_what_earlier_rules_scored_has_its_scores_and_no_verdict(filled_store):
    store, id = filled_store()
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        simple = next(run for run in store.runs(id) if run.kind == "simple")
        facts = {name: fact for name, fact in simple.facts.items() if name != "protocol"}
        connection.execute(update(runs).where(runs.c.id == simple.id).values(facts=json.dumps(facts)))
    found, stream = summary(store, store.experiment(id)), io.StringIO()
    assert found["outdated"] and found["send"] is None and found["forecast"] is None
    show(forecast_lines(found), stream)
    told = stream.getvalue()
    assert told.startswith(T("before.short")) and "Send" not in told and "%" in told
    assert "better" not in told and "single seeds" in told


def test_what_a_cell_adds_to_ridge_stands_below_the_table(filled_store):
    store, id = filled_store()
    found, stream = summary(store, store.experiment(id)), io.StringIO()
    show(forecast_lines(found), stream)
    told = stream.getvalue()
    for one in found["comparison"]["added_to_ridge"]:
        assert f"{one['cell']} with ridge: skill {figure(one['skill'], 100)} % against ridge" in told
    assert {row["name"] for row in found["comparison"]["with_ridge"]} == {f"{n}+ridge" for n in USUAL}
    assert all(row["lowest"] <= row["interval"][0] for row in found["comparison"]["cells"])
