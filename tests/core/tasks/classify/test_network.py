"""Classifiers of series: padding changes nothing, all passes agree, a sample is learnt."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.arrays import Padded
from core.cells import CELLS
from core.data.labelled.samples import load_labelled_sample
from core.evaluate.classification import softmax
from core.networks.schedule import Schedule
from core.networks.training import Part, fit
from core.specs import ModelSpec
from core.tasks.classify.network import classifier, series_to_class, with_presence
from core.tasks.classify.prepare import averaged, prepare_series, scale_of
from core.tasks.classify.spec import SERIES, ClassifySpec
from core.tasks.classify.start import start

pytestmark = pytest.mark.keras
KERNELS = ("fast", "native") if keras.backend.backend() == "tensorflow" else ()


def network(cell="gru", kernel="standard", pooling="mean", bidirectional=True):
    task, model = ClassifySpec(pooling=pooling), ModelSpec(units=4, bidirectional=bidirectional)
    return series_to_class(CELLS[cell], model, task, 2, 3, units=4, kernel=kernel, seed=1)


def series(seed=0, count=9, longest=11):
    random = np.random.default_rng(seed)
    lengths = random.integers(2, longest + 1, count)
    table = random.normal(size=(count, longest, 2))
    table[np.arange(longest) >= lengths[:, None]] = 0
    return Padded(table, lengths)


@pytest.mark.parametrize(
    ("cell", "pooling"),
    [*((cell, "mean") for cell in CELLS), *(("gru", pooling) for pooling in ("last", "max", "attention"))],
)
def test_steps_behind_the_end_change_nothing(cell, pooling):
    built, read = network(cell, pooling=pooling), with_presence(series())
    wide = np.pad(read.table, ((0, 0), (0, 6), (0, 0)))
    np.testing.assert_allclose(built(read.table), built(wide), atol=1e-5)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("cell", [name for name, cell in CELLS.items() if cell.fast])
def test_all_passes_tell_the_same(cell, kernel):
    read = with_presence(series()).table
    stock, ours = network(cell), network(cell, kernel)
    ours.set_weights(stock.get_weights())
    np.testing.assert_allclose(stock(read), ours(read), atol=1e-5)


def test_the_digits_are_learnt():
    data = load_labelled_sample("digits")
    spec = replace(start(data.facts()), training=replace(SERIES.training, updates=300))
    ready = prepare_series(data, spec.of(ClassifySpec))
    trainer = classifier("gru", spec, ready, units=16, kernel="standard", seed=1)
    (x, y), (test, truth) = ready.block("train"), ready.block("test")
    schedule = Schedule(spec.training, spec.training.check(len(x)))
    held_out = (with_presence(ready.block("validation")[0]), ready.block("validation")[1])
    fit(trainer, [Part(with_presence(x), y, held_out)], schedule, seed=1)
    told = softmax(trainer.predict(with_presence(test))).argmax(axis=1)
    assert np.mean(told == truth) > 0.85


def test_nothing_but_training_series_say_how_values_are_scaled():
    data = load_labelled_sample("motions")
    ready = prepare_series(data, ClassifySpec())
    train = np.concatenate([one for n, one in enumerate(data.each()) if n in set(ready.blocks["train"])])
    np.testing.assert_allclose(ready.scale.mean, train.mean(axis=0))
    np.testing.assert_allclose(ready.scale.deviation, train.std(axis=0))
    assert set(ready.blocks) == {"train", "validation", "calibration", "test"}
    assert sum(map(len, ready.blocks.values())) == len(data)


def test_each_series_may_be_scaled_for_itself():
    scale = scale_of([np.array([[1.0, 5.0], [3.0, 5.0]])], ClassifySpec(normalize=True))
    np.testing.assert_allclose(scale.of(np.array([[0.0, 2.0], [10.0, 2.0]])), [[-1, 0], [1, 0]])


def test_long_series_are_averaged_and_all_alike():
    long, short = np.arange(20.0)[:, None], np.arange(3.0)[:, None]
    scale = scale_of([long, short], ClassifySpec(most_steps=5))
    assert scale.together == 4
    np.testing.assert_allclose(averaged(long, 4)[:, 0], [1.5, 5.5, 9.5, 13.5, 17.5])
    assert len(averaged(short, 4)) == 2
