"""A task is added by its packages and two rows: it is queued, trained, shown, listed, compared and swept,
from the command line too, and keeps the contracts that ours keep.
"""

import shutil
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import app.frame  # noqa: F401  # its list of pages is made before there is a toy
from app.tasks import VIEWS
from core.cli.main import program
from core.data.frame import canonical
from core.engine.assignment import read_assignment
from core.engine.fair_queue import Turns
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.engine.sweeping import Sweeping
from core.specs import ExperimentSpec, from_json, to_json
from core.store.portable import export_experiment
from core.store.store import Store
from core.sweeps.api import queue_sweep
from core.sweeps.report import sweep_report
from core.sweeps.rows import sweep_of, trials_of
from core.sweeps.spec import suggested
from core.tasks import TASKS, waiting
from core.tasks.queueing import queue
from core.tasks.summary import found_of, summary
from core.words.locales import catalogue, languages
from tests import toy
from tests.toy import FOLDER, TASK, VIEW

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(home, monkeypatch):
    """A store, with the toy in both tables."""
    monkeypatch.setitem(TASKS, TASK.name, TASK)
    monkeypatch.setitem(VIEWS, VIEW.name, VIEW)
    for module in ("baselines", "train"):
        monkeypatch.setattr(f"core.tasks.toy.{module}.tell", lambda *_, **__: None)
    monkeypatch.setattr(st, "page_link", lambda *_, **__: None)  # to a script among the product's pages
    for language in languages():
        for key, words in toy.words(language).items():
            monkeypatch.setitem(catalogue(language), key, words)
    store = Store(home)
    yield store
    store.close()


@pytest.fixture
def ledger(store):
    return Ledger(store.engine, acquire(store.engine))


@pytest.fixture
def data():
    frame = pd.DataFrame({"y": [float(n % 7) for n in range(120)]})
    return canonical(frame, name="sevens", source="upload", target="y")


def train(store, ledger):
    """What the engine and its workers do, in this process."""
    while run := Turns().next_run(ledger.queued(), [], ledger):
        assignment, attempt = read_assignment(store, ledger, run), ledger.begin(run)
        job = assignment.job(attempt)
        task = TASKS[job.task]
        doer = import_module(task.baselines if job.kind == "simple" else task.worker)
        ledger.end(run.id, attempt, doer.run(job))


@pytest.fixture
def trained(store, ledger, data):
    """An experiment of the toy that was queued and trained."""
    spec = TASK.start(data)
    id = queue(store, data, spec)
    train(store, ledger)
    return store.experiment(id)


def words(shown):
    kinds = ("markdown", "caption", "title", "subheader", "button", "warning", "info")
    return " ".join(
        str(getattr(one, "label", "") or one.value) for kind in kinds for one in getattr(shown, kind)
    )


def test_it_is_read_back_as_itself(data, store):
    spec = TASK.start(data)
    assert from_json(ExperimentSpec, to_json(spec)) == spec and type(spec.task) is TASK.spec


def test_it_is_trained_and_told(store, trained):
    assert {run.state for run in store.runs(trained.id)} == {"done"}
    told = summary(store, trained)
    assert told["outcome"]["errors"]["lstm"] < told["outcome"]["errors"]["gru"] < told["outcome"]["zero"]
    assert found_of(store, trained)["solved"] == ["lstm", "gru"]


def test_it_is_shown_and_listed(store, trained, page):
    page("experiments")
    own = AppTest.from_file(str(FOLDER / "pages" / "toy.py"), default_timeout=30)
    own.query_params["experiment"] = trained.id
    own.run()
    assert not own.exception and "LSTM is off by 0." in words(own)
    listed = page("experiments")
    assert not listed.exception and "sevens" in words(listed) and "LSTM" in words(listed)


def test_its_setup_queues_it(store, monkeypatch):
    own = AppTest.from_file(str(FOLDER / "pages" / "toy.py"), default_timeout=30).run()
    assert not own.exception and not own.button(key="setup.train").disabled
    own.number_input[0].set_value(30).run()
    own.button(key="setup.train").click().run()
    (line,) = store.experiments()
    assert line.experiment.task == "toy" and line.experiment.spec.task.lookback == 30


def test_its_runs_are_compared(store, trained, page):
    ids = ",".join(run.id for run in store.runs(trained.id) if run.kind == "backtest")
    shown = page("compare", runs=ids)
    assert not shown.exception and shown.dataframe


def test_its_settings_are_swept_and_the_best_one_is_scored(store, ledger, data, page):
    base = TASK.start(data)
    id = queue_sweep(store, data, replace(suggested(base), units=(4, 8)))
    sweeping = Sweeping(ledger)
    for _ in range(20):
        sweeping.look(4)
        train(store, ledger)
    sweep = sweep_of(store.engine, id)
    report = sweep_report(store, sweep, trials_of(store.engine, id))
    assert sweep.state == "done" and len(report.ranking) == 4 and report.tests == 1
    assert report.scored.cell == "lstm" and report.ranking[0].units == 8
    shown = page("sweep", sweep=id)
    assert not shown.exception


def test_it_has_a_command_and_is_swept_by_one(store, ledger, monkeypatch):
    monkeypatch.setattr(waiting, "ensure_engine", lambda *_, **__: train(store, ledger))
    app, terminal = program(), CliRunner()
    ran = terminal.invoke(app, ["toy", "chaotic", "--cells", "lstm,gru"])
    assert ran.exit_code == 0 and ran.stdout.splitlines()[0].startswith("lstm is off by 0.")
    assert "mean of a sample" in terminal.invoke(app, ["toy", "--help"]).stdout
    assert terminal.invoke(app, ["toys"]).stdout == '{\n "toys": 1\n}\n'
    told = terminal.invoke(app, ["sweep", "--help"], env={"COLUMNS": "200"}).stdout
    assert "toy for nothing" in told and "--toys" in told and "--horizon" in told
    refused = terminal.invoke(app, ["sweep", "--task", "toy"])
    assert refused.exit_code == 2


@pytest.fixture
def added(store, ledger, tmp_path):
    """A copy of the product and its tests with the toy in it, as whoever begins with it has it."""
    for name in ("core", "app", "pages", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "e2e"))
    for name in ("streamlit_app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    toy.copy_into(tmp_path)
    id = import_module(TASK.example).queue_example(store)
    train(store, ledger)
    (tmp_path / "core" / "examples" / "toy.zip").write_bytes(export_experiment(store, id))
    return tmp_path


def test_copied_it_keeps_the_contracts_of_all_tasks(added):
    contracts = ("core/test_tasks.py", "app/test_tasks.py", "app/test_i18n.py", "test_layers.py")
    others = " or ".join(name for name in TASKS if name != "toy")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *(f"tests/{name}" for name in contracts), "-m", "not engine",
         "-k", f"not ({others} or planted or opens_without_anything_heavy)"],
        cwd=added, capture_output=True, text=True, timeout=170,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
