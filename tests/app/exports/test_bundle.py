"""The zip holds exactly what it promises, and its scripts find their data."""

import ast
import csv
import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from app.exports.bundle import bundle
from app.i18n import translator
from app.tasks.forecast.export.contents import forecast_exports
from app.tasks.sentiment.export.contents import text_exports
from core.specs import ExperimentSpec, from_json
from core.store.store import Store
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.sentiment.results import text_outcome
from core.text.vectors import WordVectors, read_vectors
from core.words.locales import languages
from tests.texts import fill_texts


@pytest.fixture(params=sorted(languages()))
def language(request):
    return request.param


@pytest.fixture
def texts(home, language):
    """Returns `make(sample, runs) -> (the zip, the experiment)`."""
    store = Store(home)

    def make(sample="sentences_en", keep=lambda run: True, vectors=None, **task):
        experiment = store.experiment(fill_texts(store, sample=sample))
        if vectors:
            store.data.add_vectors(vectors)
            task["vectors"] = vectors.sha256
        spec = experiment.spec
        experiment = replace(experiment, spec=replace(spec, task=replace(spec.task, **task)))
        runs = [run for run in store.runs(experiment.id) if keep(run)]
        outcome, facts = text_outcome(store, experiment, runs), store.text_facts(experiment.data)
        t = translator(language)
        exports = text_exports(t, language, experiment, runs, facts, outcome, store)
        return zipfile.ZipFile(io.BytesIO(bundle(t, experiment, runs, exports))), experiment

    yield make
    store.close()


def told(archive, name):
    return archive.read(name).decode("utf-8-sig")


def assert_scripts_read(archive, cells):
    for cell in cells:
        body = told(archive, f"{cell}.py")
        named = [node for node in ast.parse(body).body if isinstance(node, ast.Assign)]
        literals = {node.targets[0].id: node.value for node in named if isinstance(node.targets[0], ast.Name)}
        assert ast.literal_eval(literals["FILE"]) == "data.csv"
        assert f"python {cell}.py" in told(archive, "README.txt")


def test_the_bundle_of_a_classifier_holds_what_it_promises(texts):
    archive, experiment = texts()
    assert archive.testzip() is None
    files = {
        "README.txt",
        "report.html",
        "workbook.xlsx",
        "predictions.csv",
        "methods.csv",
        "data.csv",
        "spec.json",
    }
    assert sorted(archive.namelist()) == sorted(files | {"rnn.py", "lstm.py", "gru.py"})
    assert_scripts_read(archive, experiment.spec.cells)
    assert from_json(ExperimentSpec, told(archive, "spec.json")) == experiment.spec
    rows = list(csv.DictReader(io.StringIO(told(archive, "data.csv"), newline="")))
    assert {row["block"] for row in rows} == {"train", "validation", "calibration", "test"}
    assert all(name in told(archive, "README.txt") for name in archive.namelist() if name != "README.txt")


@pytest.mark.parametrize(
    ("sample", "tokenizer", "needs"),
    [
        ("sentences_en", "words", False),
        ("sentences_zh", "characters", False),
        ("sentences_zh", "words", True),
    ],
)
def test_jieba_is_asked_for_only_where_it_is_used(texts, sample, tokenizer, needs):
    archive, _ = texts(sample, tokenizer=tokenizer)
    assert ("jieba" in told(archive, "README.txt")) == ("import jieba" in told(archive, "gru.py")) == needs


def test_word_vectors_come_along_to_the_last_digit(texts):
    vectors = WordVectors(("good", "isn't"), np.array([[0.1, -1e-9], [1 / 3, 2.0]], dtype=np.float32))
    archive, _ = texts(vectors=vectors)
    assert 'VECTORS = "vectors.txt"' in told(archive, "gru.py")
    assert "vectors.txt" in told(archive, "README.txt")
    again = read_vectors(archive.read("vectors.txt"), vectors.words)
    assert again.sha256 == vectors.sha256


def test_cells_that_have_not_ended_get_no_script(texts):
    archive, _ = texts(keep=lambda run: run.cell != "gru")
    assert "gru.py" not in archive.namelist() and "rnn.py" in archive.namelist()


def test_the_bundle_of_a_forecast_holds_what_it_promises(experiment, data, runs, outcome, language):
    t = translator(language)
    kept = {"rnn": b"weights of an rnn"}
    exports = forecast_exports(
        t, language, experiment, runs, data, outcome, lambda run: {}, lambda run: kept.get(run.cell)
    )
    archive = zipfile.ZipFile(io.BytesIO(bundle(t, experiment, runs, exports)))
    files = {"README.txt", "report.html", "workbook.xlsx", "forecast.csv", "methods.csv", "backtest.csv"}
    files |= {"data.csv", "spec.json"}
    assert sorted(archive.namelist()) == sorted(files | {"rnn.py", "gru.py", "rnn.weights.h5"})
    assert archive.read("rnn.weights.h5") == kept["rnn"]
    assert 'WEIGHTS = "rnn.weights.h5"' in told(archive, "rnn.py")
    assert_scripts_read(archive, experiment.spec.cells)
    assert json.loads(told(archive, "spec.json"))["task"]["target"] == experiment.spec.of(ForecastSpec).target
    assert "pip install numpy pandas keras tensorflow\n" in told(archive, "README.txt")
