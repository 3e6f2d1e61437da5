"""The take-home script of a classifier of series: readable, and equal to the run."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from app.exports.bundle import bundle, typical_runs
from app.i18n import translator
from app.store import known_data, outcome
from app.tasks.classify.export import series_exports
from core.cells import CELLS
from core.data.labelled.made import One, labelled
from core.evaluate.classification import log_loss, softmax
from core.examples import example
from core.specs import ModelSpec, TrainingSpec
from core.store.store import Store
from core.tasks.classify.prepare import prepare_series
from core.tasks.classify.script import series_jsonl, series_script
from core.tasks.classify.spec import SERIES, ClassifySpec
from tests.scripts import imported_by_clean, run_uncompiled

TRAINING = TrainingSpec(updates=6, batch=16, patience=20, learning_rate=0.02, schedule="plateau", l2=1e-3)
SPEC = replace(SERIES, model=ModelSpec(units=4), training=TRAINING)


def few(count=60):
    """Series of two columns, of 5 to 11 steps, in three classes, one with a formula's name."""
    random, names = np.random.default_rng(4), ("rises", "falls", "=1+1")
    kinds = random.integers(0, 3, count)
    values = [random.normal(kind, 1, (random.integers(5, 12), 2)).cumsum(axis=0) for kind in kinds]
    series = [One(str(n), one, names[kind]) for n, (one, kind) in enumerate(zip(values, kinds, strict=True))]
    return labelled(series, ("x", "y"), name="few", source="upload")


def written(data, spec, **changes):
    run = {"cell": "lstm", "seed": 3, "units": 4, "best_updates": 6, "file_name": "series.jsonl"}
    return series_script(spec, data, **run | changes)


def ours(data, spec, cell, weights):
    """The same run as a worker does it: its best updates, rows and classes of the test, probabilities."""
    from core.networks.saved import weights_of
    from core.networks.schedule import Schedule
    from core.networks.training import Part, fit
    from core.tasks.classify.network import classifier, with_presence

    ready = prepare_series(data, spec.task)
    trainer = classifier(cell, spec, ready, units=4, kernel="standard", seed=3)
    parts = {name: ready.block(name) for name in ("train", "validation", "test")}
    (x, y), held_out, test = ((with_presence(read), truth) for read, truth in parts.values())
    how = fit(trainer, [Part(x, y, held_out)], Schedule(spec.training, spec.training.check(len(x))), seed=3)
    weights.write_bytes(weights_of(trainer.network))
    return how, ready.blocks["test"], test[1], softmax(trainer.predict(test[0]))


def figures(said):
    return [float(re.search(rf"test {name} (\S+)", said)[1]) for name in ("accuracy", "log loss")]


@pytest.mark.keras
@pytest.mark.parametrize(
    ("cell", "task", "both"),
    [("mgu", {"pooling": "attention", "normalize": True, "class_weights": True}, False),
     ("gru", {"pooling": "last", "label_smoothing": 0.1}, True)],
)  # fmt: skip
def test_the_script_gets_the_figures_of_the_run(tmp_path, capsys, cell, task, both):
    data, task = few(), ClassifySpec(most_steps=6, **task)
    model = ModelSpec(units=4, bidirectional=both, dropout=0.2, layers=1 + (cell == "mgu"))
    spec = replace(SPEC, data=data.sha256, task=task, model=model)
    how, rows, truth, told = ours(data, spec, cell, tmp_path / "kept")
    (tmp_path / "series.jsonl").write_bytes(series_jsonl(data, task))
    path = tmp_path / "repeat.py"
    path.write_text(written(data, spec, cell=cell, best_updates=how.best_updates), encoding="utf-8")
    for trained in (True, False):
        if not trained:
            (tmp_path / "kept").rename(tmp_path / "network.weights.h5")
        run_uncompiled(path)
        said = capsys.readouterr().out
        assert ("updates: validation" in said) == trained
        assert not trained or f"best after {how.best_updates} updates" in said
        right, nats = np.mean(told.argmax(axis=1) == truth), log_loss(truth, told)
        assert figures(said) == pytest.approx([right, nats], rel=1e-3 if trained else 1e-5)
    with (tmp_path / "repeat.predictions.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    assert [int(line[0]) for line in lines] == rows.tolist() and "p '=1+1" not in head[0]
    np.testing.assert_allclose(np.array([line[3:] for line in lines], float), told, atol=1e-5)


@pytest.mark.keras
def test_what_is_taken_home_of_the_example_gets_its_figures(home, tmp_path, capsys):
    store, t = Store(home), translator("en")
    experiment = example(store, "classify", "An example")
    runs = store.runs(experiment.id)
    facts, known = known_data(experiment.spec), outcome(store, experiment, runs)
    exports = series_exports(t, experiment, runs, facts, known)
    with zipfile.ZipFile(io.BytesIO(bundle(t, experiment, runs, exports))) as archive:
        archive.extractall(tmp_path)
    run_uncompiled(tmp_path / "rnn.py")
    told = softmax(store.arrays(typical_runs(experiment, runs)["rnn"].id)["test"])
    expected = [np.mean(told.argmax(axis=1) == known.truth), log_loss(known.truth, told)]
    assert figures(capsys.readouterr().out) == pytest.approx(expected, rel=1e-5)
    store.close()


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("pooling", ["last", "mean", "max", "attention"])
def test_it_is_clean_and_needs_nothing_of_ours(tmp_path, cell, pooling):
    alone = pooling in ("last", "max")
    task = ClassifySpec(pooling=pooling, normalize=alone, class_weights=alone)
    body = written(few(), replace(SPEC, task=task, model=ModelSpec(bidirectional=alone)), cell=cell)
    assert imported_by_clean(body, tmp_path / "repeat.py") == {"os", "csv", "json", "keras", "numpy"}
    assert "from core" not in body
