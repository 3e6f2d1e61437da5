"""What comments say about the shapes of tensors is true of the tensors."""

import importlib

import numpy as np
import pytest

from core.arrays import Padded
from core.cells import CELLS
from core.data.windows import Windows
from core.specs import ModelSpec, TrainingSpec
from core.tasks.memory.problems import PROBLEMS
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import lab_spec
from core.tasks.sentiment.spec import SentimentSpec
from tests.shapes import Claims, watched

keras = pytest.importorskip("keras")
pytestmark = [
    pytest.mark.keras,
    pytest.mark.xdist_group("shapes"),  # the last test asks what the others have seen
    pytest.mark.skipif(keras.backend.backend() != "tensorflow", reason="the lines of TensorFlow's way"),
]
MODULES = (
    "networks.graph_trainer", "networks.trainers", "networks.passes", "networks.recurrent",
    "networks.recurrences", "networks.pooling",
    "inside.attribution", "inside.walk",
    "tasks.forecast.measured_loss", "tasks.memory.network",
    "tasks.sentiment.network", "tasks.sentiment.pairs", "networks.padded_trainer",
)  # fmt: skip
SIZES = {
    "units": 3,
    "outputs": 2,
    "classes": 4,
    "embedding": 6,
}  # all different
TRAINING = TrainingSpec(updates=2, batch=5)
LOOKBACK, WORDS = 7, 9
GATES = {"rnn": 1, "lstm": 4, "gru": 3}


@pytest.fixture(scope="module")
def claims():
    importlib.import_module("core.networks.passes").compiled_passes.cache_clear()  # traced anew
    return Claims(*(importlib.import_module(f"core.{name}") for name in MODULES), **SIZES)


@pytest.mark.parametrize("cell", GATES)
def test_windows(claims, cell):
    from core.inside.attribution import integrated_gradients, occlusion
    from core.inside.walk import walk
    from core.networks.graph_trainer import GraphTrainer
    from core.networks.trainers import BatchTrainer
    from core.tasks.forecast.network import Shape

    values = np.random.default_rng(0).normal(size=(40, 2))
    x, y = Windows(values, np.arange(LOOKBACK, LOOKBACK + 11), LOOKBACK), values[:11]
    whole = cell == "gru"  # the other cells differ in their steps only
    model = ModelSpec(units=3, layers=1 + whole, bidirectional=whole)
    network = Shape(cell, model, 3, LOOKBACK, 2, 2, gapless=False).network(TRAINING, "fast", 1)
    claims.sizes = SIZES | {"lookback": LOOKBACK, "time": LOOKBACK, "windows": 11, "gates": GATES[cell]}
    with watched(claims):
        for trainer in (GraphTrainer(network, 5), BatchTrainer(network, 5)):
            data = trainer.load(x, y)
            assert trainer.train(data, np.arange(10)).shape == (2,)
            assert np.isfinite(trainer.evaluate(data).loss)
        if whole:
            walk(network, x.cut()[:5], CELLS[cell])
            occlusion(network, x.cut()[0], 1)
            integrated_gradients(network, x.cut()[0], 1)
    assert not claims.wrong


@pytest.mark.parametrize("pooling", ["last", "mean", "max", "attention"])
def test_texts(claims, pooling):
    from core.inside.attribution import integrated_gradients, occlusion, prefix_probabilities
    from core.inside.walk import walk
    from core.networks.padded_trainer import PaddedTrainer
    from core.tasks.sentiment.network import TextShape

    random = np.random.default_rng(0)
    lengths = random.integers(1, WORDS, 13)
    table = random.integers(2, 30, (13, WORDS)).astype(np.int32)
    table[np.arange(WORDS) >= lengths[:, None]] = 0
    x, y = Padded(table, lengths), random.integers(0, 4, 13)
    start = "pair_ratios" if pooling == "mean" else "random"
    task = SentimentSpec(pooling=pooling, embedding=6, embedding_start=start)
    shape = TextShape("gru", ModelSpec(units=3, bidirectional=False), task, 3, 30, 4)
    claims.sizes = SIZES | {"texts": 13, "gates": GATES["gru"]}
    with watched(claims):
        trainer = PaddedTrainer(shape.network(TRAINING, "fast", 1), 5, lengths, np.ones(4))
        data = trainer.load(x, y)
        assert trainer.train(data, np.arange(10)).shape == (2,)
        assert np.isfinite(trainer.evaluate(data).loss)
        longest = table[lengths.argmax(), : lengths.max()]
        prefix_probabilities(trainer.network, longest, 1.0)
        occlusion(trainer.network, longest, 1)
        integrated_gradients(trainer.network, longest, 1)
        walk(trainer.network, table[:5], CELLS["gru"])
    assert not claims.wrong


def test_problems(claims):
    from core.tasks.memory.network import losses_of

    problem = next(name for name, one in PROBLEMS.items() if one.classes)
    task = lab_spec(problem, 20).of(MemorySpec)
    answers, outputs = PROBLEMS[problem].answers(20), PROBLEMS[problem].outputs
    claims.sizes = {"batch": 5, "answers": answers, "outputs": outputs}
    flat = keras.ops.ones((5, answers * outputs))
    with watched(claims):
        assert losses_of(task)(flat, flat).shape == (5,)
    assert not claims.wrong


def test_every_claim_has_been_seen(claims):
    assert not claims.unseen
