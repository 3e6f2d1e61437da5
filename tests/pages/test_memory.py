"""The memory lab: a problem with its picture, a button that trains, and in every state a page."""

import json
from dataclasses import replace

import numpy as np
import pytest

from app.i18n import translator
from app.numbers import NONE, figure
from app.tasks.memory.norms import _table
from app.tasks.memory.results import result_rows
from core.store.store import Store
from core.tasks.memory.outcome import Trained, memory_outcome_of
from core.tasks.memory.problems import PROBLEMS
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import lab_spec
from core.words.glossary import with_words
from tests.memory import fill_memory


def told(shown):
    kinds = ("markdown", "caption", "error", "info", "title", "subheader")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem_is_explained_with_a_picture_before_anything_is_trained(page, problem, language):
    shown, t = page("memory", problem=problem, lang=language), translator(language)
    assert not shown.exception
    text, _ = with_words(t(f"memory.problem.{problem}.text"), language, f"learn?tab=words&lang={language}")
    assert text in told(shown)
    (chart,) = shown.get("plotly_chart")
    assert chart.proto.alt and json.loads(chart.proto.spec)["data"]
    assert shown.query_params["problem"] == problem


def test_an_unknown_problem_in_the_address_is_the_first_one(page):
    shown = page("memory", problem="<script>")
    assert not shown.exception and shown.query_params["problem"] == "adding"


def test_train_queues_what_was_chosen_and_opens_it(page, home):
    shown = page("memory", problem="copy")
    scope = "setup.memory...copy"
    scope = next(w.key for w in shown.toggle).rsplit(".", 1)[0]
    shown.toggle(key=f"{scope}.clips").set_value(False)
    shown.toggle(key=f"{scope}.remembers").set_value(False)
    shown.segmented_control(key=f"{scope}.begins").set_value("glorot")
    shown.slider(key=f"{scope}.length").set_value(60)
    shown.button(key="setup.train").click().run()
    store = Store(home)
    (line,) = store.experiments()
    spec = line.experiment.spec
    assert (line.experiment.task, spec.of(MemorySpec).problem, spec.of(MemorySpec).length) == (
        "memory",
        "copy",
        60,
    )
    assert (spec.training.clipnorm, spec.model.forget_bias, spec.refit) == (0.0, False, False)
    assert (spec.model.recurrent_initializer, spec.model.activation) == ("glorot", "tanh")
    assert [run.kind for run in store.runs(line.experiment.id)] == ["simple"] + ["backtest"] * 3
    assert line.data_name == "copy 60"


def test_the_identity_is_for_the_plain_cell_alone_and_brings_a_rate_that_is_safe(page, home):
    shown = page("memory", problem="adding")
    scope = next(w.key for w in shown.toggle).rsplit(".", 1)[0]
    shown.segmented_control(key=f"{scope}.begins").set_value("identity").run()
    (pills,) = [w for w in shown.get("button_group") if w.key.endswith(".cells")]
    assert pills.options == ["RNN"]
    shown.button(key="setup.train").click().run()
    (line,) = Store(home).experiments()
    spec = line.experiment.spec
    assert (spec.model.recurrent_initializer, spec.model.activation) == ("identity", "relu")
    assert spec.cells == ("rnn",) and spec.training.learning_rate == 0.001


def test_without_a_cell_nothing_can_be_trained_and_the_page_says_so(page):
    shown = page("memory")
    (pills,) = [w for w in shown.get("button_group") if w.key.endswith(".cells")]
    pills.set_value([]).run()
    assert shown.button(key="setup.train").disabled and shown.error


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_finished_experiment_says_who_solved_it_and_shows_why(page, home, language):
    id, t = fill_memory(Store(home)), translator(language)
    shown = page("memory", experiment=id, lang=language)
    assert not shown.exception and not shown.error
    said = told(shown)
    assert t("memory.found.some", names=t("words.and").join(["LSTM", "GRU"]), solved=2, count=3) in said
    assert t("memory.found.nothing", cell="RNN", loss="0.163", chance="0.167") in said
    assert len(shown.get("plotly_chart")) == 3 and all(c.proto.alt for c in shown.get("plotly_chart"))
    assert len(shown.get("download_button")) == 2
    table = shown.dataframe[0].value
    assert list(table[t("memory.table.cell")]) == ["RNN", "LSTM", "GRU", t("memory.table.chance")]


def test_cells_that_failed_are_told_as_having_no_result(page, home):
    store = Store(home)
    id = fill_memory(store, failed=("rnn", "lstm"))
    shown, t = page("memory", experiment=id), translator("en")
    said = told(shown)
    assert t("memory.found.some", names="GRU", solved=1, count=3) in said
    assert t("memory.found.lost", cell="LSTM") in said and t("memory.found.lost", cell="RNN") in said


def test_what_a_picture_of_gradients_means_fits_the_problem_and_the_cells(page, home):
    t, store = translator("en"), Store(home)
    asked_at_the_end = told(page("memory", experiment=fill_memory(store)))
    assert t("gradients.end") in asked_at_the_end and t("gradients.plain.orthogonal") in asked_at_the_end
    assert "0.73 open" in asked_at_the_end and "21 % is left" in asked_at_the_end.replace("\u00a0", " ")
    asked_always = told(page("memory", experiment=fill_memory(store, problem="parity", cells=("rnn",))))
    assert t("gradients.every") in asked_always and t("gradients.end") not in asked_always
    assert "gates" not in asked_always and "LSTM" not in asked_always


def test_the_memory_cell_has_gradients_of_its_own(page, home):
    shown = page("memory", experiment=fill_memory(Store(home)))
    shown.segmented_control(key="memory.norms.state").set_value("cell").run()
    drawn = json.loads(shown.get("plotly_chart")[1].proto.spec)
    assert {line["name"] for line in drawn["data"]} == {"LSTM, before", "LSTM, after"}


@pytest.mark.parametrize("problem", ["copy", "parity", "sine"])
def test_other_problems_are_drawn_with_what_the_cells_told(page, home, problem):
    shown = page("memory", experiment=fill_memory(Store(home), problem=problem))
    assert not shown.exception
    names = {line.get("name") for line in json.loads(shown.get("plotly_chart")[-1].proto.spec)["data"]}
    assert {"RNN", "LSTM", "GRU"} <= names


def test_a_running_experiment_shows_live_curves_against_chance_and_can_be_stopped(page, home):
    shown = page("memory", experiment=fill_memory(Store(home), "running"))
    assert not shown.exception
    assert shown.button(key="progress.stop")
    assert len(shown.get("plotly_chart")) == 2


def test_a_loss_that_blew_up_is_a_sentence(page, home):
    shown = page("memory", experiment=fill_memory(Store(home), "failed"))
    assert not shown.exception and shown.error
    assert translator("en")("experiment.nothing") in told(shown)


def test_the_setup_of_an_experiment_can_be_changed(page, home):
    spec = replace(lab_spec("sine", 80), seeds=2)
    id = fill_memory(Store(home), problem="sine", seeds=spec.seeds)
    shown = page("memory", experiment=id, setup="1")
    assert not shown.exception and shown.segmented_control[0].value == "sine"
    next(one for one in shown.toggle if one.key.endswith(".clips")).set_value(False).run()
    shown.button(key="setup.train").click().run()
    assert len(Store(home).experiments()) == 2
    assert all(line.experiment.spec.seeds == 2 for line in Store(home).experiments())


def test_an_experiment_that_is_gone_leaves_a_way_on(page):
    shown = page("memory", experiment="0" * 32)
    assert shown.error and shown.button(key="memory.new")


def test_the_gradient_ratio_of_the_table_is_that_of_the_file():
    steps = np.linspace(0.1535, 0.1126, 20)
    steps[5] = 0.16
    run = Trained(1, 0.1, None, 1.0, None, None, {"after_hidden": steps, "before_hidden": 0.0 * steps})
    spec = lab_spec("adding", 20)
    known = memory_outcome_of(spec, 1, {spec.cells[0]: (1, 1)}, {spec.cells[0]: [run]}, ended=True)
    t, column = translator("en"), _table(known)[f"{spec.cells[0]}_hidden_after"]
    row = result_rows(t, known)[0]
    assert row[t("memory.table.after")] == figure(column.iloc[0] / column.iloc[-1], 2) == "1.4"
    assert row[t("memory.table.before")] == NONE


def test_a_setup_is_wholly_in_its_address(page):
    asked = {"problem": "parity", "length": "200", "cells": "rnn", "units": "12", "seeds": "3"}
    shown = page("memory", **asked)
    assert not shown.exception and shown.button(key="setup.train").label == "Train RNN"
    assert shown.slider(key="setup.memory..parity.length").value == 200
    assert shown.pills(key="setup.memory..parity.cells").value == ["rnn"]
    for name in ("units", "seeds"):
        assert str(shown.number_input(key=f"setup.memory..parity.{name}").value) == asked[name]
    assert {name: shown.query_params[name] for name in asked} == asked
    assert translator("en")("memory.link") in [one.value for one in shown.caption]
