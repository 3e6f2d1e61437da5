"""A cell is one module and one row: an update gate RNN is added here and gets what the others have."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("keras")

from sqlalchemy import update  # noqa: E402

from app.charts.theme import CELL_MARKS, SIMPLE, is_cell, mark  # noqa: E402
from app.i18n import translator  # noqa: E402
from core.cells import CELLS, Cell  # noqa: E402
from core.data.samples import load_sample  # noqa: E402
from core.engine.quick import answer  # noqa: E402
from core.inside.gradients import state_gradients  # noqa: E402
from core.inside.walk import walk  # noqa: E402
from core.networks.build import compiled, many_to_one  # noqa: E402
from core.specs import ModelSpec, TrainingSpec  # noqa: E402
from core.store.datasets import to_body  # noqa: E402
from core.store.schema import artifacts  # noqa: E402
from core.tasks import worker  # noqa: E402
from core.tasks.forecast import fitting, train  # noqa: E402
from core.tasks.forecast.advice import recommended  # noqa: E402
from core.tasks.forecast.results import outcome  # noqa: E402
from core.tasks.forecast.script import script  # noqa: E402
from core.tasks.job import Job  # noqa: E402
from core.tasks.question import Question, TrainedNetwork  # noqa: E402
from core.tasks.sentiment import train as text_train  # noqa: E402
from core.tasks.sentiment.advice import advised  # noqa: E402
from core.tasks.sentiment.prepare import prepare_texts  # noqa: E402
from core.tasks.sentiment.spec import SentimentSpec  # noqa: E402
from core.tasks.sentiment.texts import Texts  # noqa: E402
from core.text.facts import text_facts  # noqa: E402
from core.text.samples import load_text_sample  # noqa: E402
from tests import conftest as filling  # noqa: E402
from tests.insides import answer_here, give_weights  # noqa: E402
from tests.scripts import imported_by_clean  # noqa: E402

pytestmark = pytest.mark.keras
NEW = Cell("ugrnn", "tests.core.cells.ugrnn", layer="", blocks=2)


@pytest.fixture(autouse=True)
def added(monkeypatch):
    """One row; and nobody to tell how the training goes."""
    monkeypatch.setitem(CELLS, "ugrnn", NEW)
    monkeypatch.setitem(filling.NOISE, "ugrnn", 0.4)
    for module in (fitting, worker):
        monkeypatch.setattr(module, "tell", lambda *_, **__: None)


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def test_a_cell_without_a_matrix_walks_as_it_answers(monkeypatch):
    cell = Cell("indrnn", "tests.core.cells.indrnn", layer="", blocks=1, gated=False)
    monkeypatch.setitem(CELLS, "indrnn", cell)
    network = many_to_one(
        cell, ModelSpec(layers=2), units=3, lookback=5, columns=2, outputs=2, kernel="standard", seed=1
    )
    x = np.random.default_rng(1).normal(size=(4, 5, 2))
    walked = walk(network, x, cell)
    np.testing.assert_allclose(walked.answer, np.asarray(network(x.astype("float32"))), atol=1e-5)
    compiled(network, TrainingSpec())
    found = state_gradients(network, x[:1], lambda told: network.loss(np.zeros((1, 2)), told), cell)
    assert len(found) == 2 and all((one.norms["h"] > 0).all() for one in found)


@pytest.mark.parametrize(("layers", "bidirectional"), [(1, False), (2, True)])
def test_its_layer_its_walk_and_the_paper_agree(layers, bidirectional):
    model = ModelSpec(units=3, layers=layers, bidirectional=bidirectional, recurrent_initializer="identity")
    network = many_to_one(NEW, model, units=3, lookback=5, columns=2, outputs=2, kernel="standard", seed=1)
    random = np.random.default_rng(1)
    network.set_weights([0.6 * random.normal(size=weight.shape) for weight in network.get_weights()])
    x = random.normal(size=(4, 5, 2))
    walked = walk(network, x, NEW)
    np.testing.assert_allclose(walked.answer, np.asarray(network(x.astype("float32"))), atol=1e-5)
    kernel, recurrent, bias = walked.ways[0].weights
    h = np.zeros((4, 3))
    for t in range(5):  # equations of Collins et al. 2017
        g, new = np.split(x[:, t] @ kernel + h @ recurrent + bias, 2, axis=1)
        h = sigmoid(g) * h + (1 - sigmoid(g)) * np.tanh(new)
    np.testing.assert_allclose(walked.ways[0].computed[-1]["h"], h, atol=1e-12)
    compiled(network, TrainingSpec())
    found = state_gradients(network, x[:1], lambda told: network.loss(np.zeros((1, 2)), told), NEW)
    assert len(found) == layers * (1 + bidirectional) and all((one.norms["h"] > 0).all() for one in found)


def test_it_is_trained_compared_named_and_looked_into(filled_store, page, monkeypatch):
    answer_here(monkeypatch)
    store, id = filled_store(cells=("gru", "ugrnn"), model=ModelSpec(units=4))
    experiment = store.experiment(id)
    spec = replace(experiment.spec, training=replace(experiment.spec.training, updates=40))
    runs = [run for run in store.runs(id) if (run.kind, run.cell) == ("backtest", "ugrnn")]
    body = store.dataset_body(experiment.data)
    job = Job(runs[0].id, id, 1, "forecast", "backtest", "ugrnn", 1, runs[0].units, spec, body)
    ended = train.run(job)
    assert ended.how == "done" and ended.facts["updates"] == 40 and np.isfinite(ended.arrays["test"]).all()
    give_weights(store, id)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        of_run = (artifacts.c.run == runs[0].id) & (artifacts.c.name == "weights")
        connection.execute(update(artifacts).where(of_run).values(body=ended.weights))
    assert "ugrnn" in {method.name for method in outcome(store, experiment, store.runs(id)).methods}
    assert is_cell("ugrnn") and mark("ugrnn") not in (*CELL_MARKS.values(), SIMPLE)
    assert translator("zh")("cell.ugrnn") == translator("en")("method.ugrnn") == "UGRNN"
    result = page("forecast", experiment=id)
    assert not result.exception and result.selectbox(key="take_home.cell.gru").options == ["GRU", "UGRNN"]
    for view in ("states", "unit", "alike", "path", "step", "attribution", "gradients"):
        shown = page("inside", experiment=id, view=view, cell="ugrnn")
        assert not shown.exception and not shown.error and shown.get("plotly_chart")


def test_its_script_is_clean_and_needs_stock_keras_only(tmp_path):
    data = load_sample("airline_passengers")
    run = {"seed": 1, "units": 4, "best_updates": 16, "rates": (0.005,), "file_name": "data.csv"}
    body = script(recommended(data), data, cell="ugrnn", **run)
    assert imported_by_clean(body, tmp_path / "repeat.py") == {"keras", "numpy", "os", "pandas"}
    assert "class UGRNN(keras.layers.Layer)" in body and "CELL =" not in body


def test_a_classifier_of_it_is_trained_and_asked():
    data = load_text_sample("sentences_en")
    start = advised(text_facts(data))
    few = replace(data, frame=data.frame.iloc[:200])
    spec = replace(
        start,
        cells=("ugrnn",),
        model=replace(start.model, units=4),
        training=replace(start.training, updates=20),
    )
    job = Job("r", "e", 1, "sentiment", "backtest", "ugrnn", 1, 4, spec, to_body(few))
    ended = text_train.run(job)
    assert ended.how == "done" and ended.weights and np.isfinite(ended.arrays["test"]).all()
    words = prepare_texts(few, spec.of(SentimentSpec)).vocabulary.words
    typical = (TrainedNetwork("r", "ugrnn", 1, 4, weights=ended.weights),)
    question = Question(
        "explain", spec, Texts(data.classes, ("en",), words),
        typical, {"texts": ["A wonderful film."], "when": "after"}, together=typical,
    )  # fmt: skip
    assert len(answer(question)["cells"]["ugrnn"]["contributions"]) == 3
    norms = answer(replace(question, kind="gradients"))["cells"]["ugrnn"]["norms"]
    assert len(norms) == 2 and len(norms[0]["states"]["h"]) == 3
