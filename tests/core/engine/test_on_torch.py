"""The whole way on PyTorch: queued, trained, forecast, scored and looked into, with no TensorFlow about."""

import os
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest

from core.cells import USUAL
from core.data.frame import canonical
from core.data.generated import random_walk
from core.specs import ModelSpec, TrainingSpec
from core.store.kept_texts import keep_texts
from core.store.requests import answer, ask
from core.store.store import Store
from core.tasks.forecast.api import forecast_spec
from core.tasks.memory.api import queue_memory
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import lab_spec
from core.tasks.queueing import queue
from core.tasks.results import baseline_run
from core.tasks.sentiment.api import sentiment_spec
from core.tasks.summary import summary
from core.text.samples import load_text_sample
from tests.engines import Engine, ended

SMALL = ModelSpec(units=4)
# Stands where TensorFlow would: whoever imports it is written down, and told that it is not there.
NOT_THERE = """
import traceback
with open({list!r}, "a") as asked:
    asked.write("".join(traceback.format_stack(limit=12)) + "\\n")
raise ModuleNotFoundError("No module named 'tensorflow'", name="tensorflow")
"""


@pytest.fixture(scope="module")
def there():
    """Skips where there is no PyTorch; CI has one."""
    if find_spec("torch") is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs PyTorch")
        pytest.skip("PyTorch is not installed (it need not be)")


@pytest.fixture(scope="module")
def folder(there, tmp_path_factory):
    return tmp_path_factory.mktemp("on_torch")


@pytest.fixture(scope="module")
def store(folder):
    """With an engine that runs on PyTorch and finds no TensorFlow."""
    nowhere = folder / "nowhere"
    nowhere.mkdir()
    (nowhere / "tensorflow.py").write_text(NOT_THERE.format(list=str(folder / "asked")), encoding="utf-8")
    kept = Store(folder, url=f"sqlite:///{folder / 'store.sqlite'}")
    path = os.pathsep.join(filter(None, [str(nowhere), os.environ.get("PYTHONPATH")]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_BACKEND", "torch")
        patch.setenv("PYTHONPATH", path)
        engine = Engine(kept)
    yield kept
    engine.stop()
    kept.close()


@pytest.fixture(scope="module")
def series(store):
    """An experiment on a walk: it has no season, and its ARIMA is found soon."""
    data = canonical(pd.DataFrame({"y": random_walk(100)}), name="walk", source="upload", target="y")
    training = TrainingSpec(updates=12, batch=16)
    spec = forecast_spec(data, horizon=2, lookback=6, seeds=1, model=SMALL, training=training)
    return queue(store, data, spec)


@pytest.fixture(scope="module")
def texts(store):
    """An experiment on the English sample."""
    data = load_text_sample("sentences_en")
    few = replace(data, frame=data.frame.iloc[::8].reset_index(drop=True))
    facts = keep_texts(store, few)
    return queue(store, facts, sentiment_spec(facts, seeds=1, model=SMALL, training={"updates": 12}))


@pytest.fixture(scope="module")
def problem(store):
    """An experiment of the memory lab."""
    start = lab_spec("adding", 20)
    task, training = replace(start.of(MemorySpec), examples=500), replace(start.training, updates=6)
    return queue_memory(store, replace(start, seeds=1, model=SMALL, task=task, training=training))


pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]


def test_every_cell_trains_and_forecasts_come_out(store, series, texts, problem):
    # The first to wait: an engine that imports PyTorch on a machine that has not yet compiled its modules.
    assert {run.state for run in ended(store, series, 270)} == {"done"}
    told = summary(store, store.experiment(series))
    assert [run["cell"] for run in told["runs"]] == list(USUAL)
    trained = [run for run in store.runs(series) if run.kind == "backtest"]
    assert {(run.kernel, run.kernel_reason) for run in trained} == {("standard", "kernel_of_tensorflow")}
    assert told["verdict"] and np.isfinite(told["forecast"]["mean"]).all()
    assert told["audits"]["leakage"]["moved"] == []


def test_texts_are_classified_and_scored(store, texts):
    assert {run.state for run in ended(store, texts)} == {"done"}
    told = answer(store.engine, ask(store.engine, texts, "score", texts=["A wonderful film."]), 60)
    for cell in USUAL:
        assert np.sum(told["cells"][cell]["probabilities"], axis=1) == pytest.approx(1, abs=1e-4)
    (why,) = answer(
        store.engine, ask(store.engine, texts, "explain", texts=["A wonderful film."], cells=["gru"]), 60
    )["cells"].values()
    assert len(why["contributions"]) == len(why["occlusion"]) == 3 and why["gap"] < 0.2


def test_the_memory_lab_measures_gradients(store, problem):
    assert {run.state for run in ended(store, problem)} == {"done"}
    assert set(summary(store, store.experiment(problem))["cells"][0]["gradients"])


@pytest.mark.parametrize(
    ("kind", "more"),
    [("trace", {}), ("step", {"at": 2, "unit": 1}), ("attribution", {"output": 1}),
     ("gradients", {"when": "after"}), ("gradients", {"when": "before"})],
)  # fmt: skip
def test_inside_answers(store, series, kind, more):
    baselines = baseline_run(ended(store, series))
    origin = int(store.arrays(baselines.id)["test_origins"][3])
    told = answer(store.engine, ask(store.engine, series, kind, origin=origin, **more), 60)
    assert set(told["cells"]) == set(USUAL)


def test_nothing_on_the_way_imports_tensorflow(store, folder, series, texts, problem):
    for id in (series, texts, problem):
        ended(store, id)
    assert not (folder / "asked").exists(), (folder / "asked").read_text(encoding="utf-8")
