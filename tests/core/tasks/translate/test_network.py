"""Encoder and decoder: weights as counted, attention that sums to one, one pass or step by step alike."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.cells import CELLS
from core.cells.decoder import translator_weights
from core.specs import ModelSpec, TrainingSpec
from core.tasks.translate.network import TranslatorShape, WordLoss
from core.tasks.translate.prepare import Rows
from core.tasks.translate.search import translations
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.trainer import PairTrainer, _by_keras, compiled_steps, given
from core.tasks.translate.translator import translator_of

pytestmark = pytest.mark.keras
MODEL = ModelSpec(units=6, layers=2, bidirectional=True)
SOURCES, TARGETS = 9, 8  # numbers; the last of the target is the end
END = TARGETS - 1
KINDS = ("none", "luong", "bahdanau")
OF_WORDS = ("embedding", "embedding_target", "words")


def shape(cell="gru", attention="luong", model=MODEL, **task):
    chosen = TranslateSpec(embedding=5, attention=attention, output_dropout=0.0, **task)
    return TranslatorShape(cell, model, chosen, model.units, SOURCES, TARGETS)


def network(*given_, kernel="standard", seed=1, training=None, **how):
    built = shape(*given_, **how).network(training or TrainingSpec(learning_rate=0.01), kernel, seed)
    built.run_eagerly = True  # what Keras does for a few batches; our own functions are compiled as ever
    return built


def rows(pairs=12, seed=0):
    draw = np.random.default_rng(seed)
    source, target = np.zeros((pairs, 7), np.int32), np.zeros((pairs, 7), np.int32)
    for one, other in zip(source, target, strict=True):
        length = draw.integers(2, 7)
        one[:length] = draw.integers(2, SOURCES, length)
        other[:length] = (one[:length] - 2) % (END - 2) + 2
        other[length] = END if length < 7 else 0
    return Rows(source, target)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("attention", KINDS)
@pytest.mark.parametrize("both", [True, False])
def test_weights_are_as_many_as_are_counted(cell, attention, both):
    model = replace(MODEL, bidirectional=both)
    built = network(cell, attention, model)
    found = sum(
        int(np.prod(one.shape))
        for layer in built.layers if layer.name not in OF_WORDS for one in layer.trainable_variables
    )  # fmt: skip
    ways = 2 if both else 1
    assert found == translator_weights(
        CELLS[cell], inputs=5, units=6, layers=2, ways=ways, attention=attention
    )


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    ("attention", "layers", "both"),
    [("none", 2, True), ("luong", 1, False), ("luong", 2, True), ("bahdanau", 2, False)],
)
def test_all_steps_at_once_are_the_steps_one_by_one(cell, attention, layers, both):
    built = network(cell, attention, replace(MODEL, layers=layers, bidirectional=both))
    source, before, truth = given(rows(), np.arange(12))
    at_once = np.asarray(built([source, before], training=False), dtype=float)
    translator = translator_of(built, CELLS[cell])
    read = translator.read(source)
    states = read.begin
    for step in range(before.shape[1]):
        told, states, _ = translator.step(before[:, step], states, read)
        there = truth[:, step] != 0
        assert told[there] == pytest.approx(at_once[there, step], abs=1e-5)


@pytest.mark.parametrize("attention", ["luong", "bahdanau"])
def test_attention_sums_to_one_and_ignores_what_is_behind_an_end(attention):
    built = network("lstm", attention)
    translator, source = translator_of(built, CELLS["lstm"]), rows().source
    read = translator.read(source)
    _, _, weights = translator.step(np.full(12, END), read.begin, read)
    assert weights.sum(axis=1) == pytest.approx(np.ones(12)) and (weights[source == 0] == 0).all()
    longer = np.pad(source, [(0, 0), (0, 5)])
    before = np.full((12, 1), END, np.int32)
    alone, padded = (np.asarray(built([one, before], training=False)) for one in (source, longer))
    assert alone == pytest.approx(padded, abs=1e-6)


@pytest.mark.parametrize("attention", KINDS)
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_fast_layers_compute_what_keras_own_do(cell, attention):
    source, before, _ = given(rows(), np.arange(12), step=4)
    assert source.shape[1] % 4 == before.shape[1] % 4 == 0
    stock, fast = (network(cell, attention, kernel=kernel) for kernel in ("standard", "native"))
    fast.set_weights(stock.get_weights())
    found = [np.asarray(one([source, before], training=False)) for one in (stock, fast)]
    keep = np.asarray(before) != 0
    assert found[0][keep] == pytest.approx(found[1][keep], abs=1e-5)


def test_the_loss_is_the_mean_over_words_and_smoothing_spreads_it():
    truth = np.array([[3, 7, 0], [2, 0, 0]])
    logits = np.random.default_rng(1).normal(size=(2, 3, TARGETS)).astype("float32")
    log = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    each = [-log[0, 0, 3], -log[0, 1, 7], -log[1, 0, 2]]
    tensors = [keras.ops.convert_to_tensor(one) for one in (truth, logits)]
    assert float(WordLoss()(*tensors)) == pytest.approx(np.mean(each), rel=1e-5)
    spread = np.mean([-log[place].mean() for place in ((0, 0), (0, 1), (1, 0))])
    told = float(WordLoss(0.1)(*tensors))
    assert told == pytest.approx(0.9 * np.mean(each) + 0.1 * spread, rel=1e-5)


def test_in_the_graph_as_by_keras():
    one, other = (network("lstm", model=ModelSpec(units=6, bidirectional=True)) for _ in range(2))
    batch = given(rows(), np.arange(8))
    one.optimizer.build(one.trainable_variables)
    graph, plain = compiled_steps(one, 8), _by_keras(other)
    for _ in range(3):
        assert float(graph[0](*batch)) == pytest.approx(float(plain[0](*batch)), rel=1e-5)
    for first, second in zip(graph[1:], plain[1:], strict=True):
        count = 2 if first is graph[1] else 3
        told = [np.asarray(step(*batch[:count])) for step in (first, second)]
        assert told[0] == pytest.approx(told[1], abs=1e-4)


@pytest.mark.parametrize("attention", KINDS)
def test_a_network_learns_to_copy_and_a_beam_of_one_takes_the_likeliest_word(attention):
    model = ModelSpec(units=24, bidirectional=True)
    built = network("gru", attention, model, training=TrainingSpec(learning_rate=0.02))
    trainer, data, random = PairTrainer(built, 32), rows(320, 3), np.random.default_rng(1)
    begin = trainer.evaluate(data).loss
    for _ in range(30):
        trainer.train(data, trainer.order(data, random.permutation(320), random))
    assert trainer.evaluate(data).loss < 0.35 * begin
    translator, asked = translator_of(built, CELLS["gru"]), rows(40, 9).source
    single = translations(translator, asked, end=END, beam=1, length_norm=1.0)
    wide = translations(translator, asked, end=END, beam=3, length_norm=1.0)
    for sentence, (one, more) in enumerate(zip(single, wide, strict=True)):
        assert one[0].numbers == greedy(translator, asked[sentence : sentence + 1])
        assert len(more) <= 3 and [o.score for o in more] == sorted((o.score for o in more), reverse=True)
        assert all(END not in found.numbers and min(found.numbers, default=2) > 1 for found in more)


def greedy(translator, sentence):
    read, before, found = translator.read(sentence), np.array([END]), []
    states = read.begin
    for _ in range(2 * int((sentence != 0).sum()) + 10):
        logits, states, _ = translator.step(before, states, read)
        before = np.array([2 + int(logits[0, 2:].argmax())])
        if before[0] == END:
            break
        found.append(int(before[0]))
    return tuple(found)


def test_words_that_the_network_told_itself_take_the_place_of_some():
    built = network("gru")
    trainer = PairTrainer(built, 12, sampled=0.5)
    source, before, _ = given(rows(), np.arange(12))
    mixed = trainer._mixed(source, before, np.arange(12))
    assert np.array_equal(mixed, trainer._mixed(source, before, np.arange(12)))
    assert (mixed[:, 0] == END).all() and ((mixed == 0) == (before == 0)).all()
    told = np.asarray(trainer._told(source, before))
    changed = mixed != before
    assert 0 < changed.sum() and (mixed[:, 1:] == told[:, :-1])[changed[:, 1:]].all()
    trainer.train(rows(), np.arange(12))


def test_equal_seeds_give_equal_losses():
    found = []
    for _ in range(2):
        trainer, random = PairTrainer(network(model=ModelSpec(units=6)), 4), np.random.default_rng(2)
        data = rows()
        found.append(trainer.train(data, trainer.order(data, random.permutation(12), random)))
    assert np.array_equal(*found)
