"""Networks that tag: padding changes nothing, words are spelled once, weights are as planned; they learn."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.arrays import Floats
from core.cells import CELLS
from core.inside.attribution import integrated_gradients, logits, occlusion
from core.inside.walk import walk
from core.networks.device import answering_kernel
from core.networks.trainers import variables_of
from core.networks.training import Fit
from core.specs import ModelSpec, TrainingSpec
from core.store.plan import cell_size
from core.tasks.tag import swept
from core.tasks.tag.network import TagShape
from core.tasks.tag.prepare import Sentences, prepared
from core.tasks.tag.spec import TAGS, TagSpec
from core.tasks.tag.start import ends
from core.tasks.tag.train import _trial
from core.tasks.tag.trainer import TagTrainer, _step_by_keras, log_softmax, table_width
from core.tasks.tag.words import WordsAndLetters, distinct
from core.text.tagged.samples import load_tagged_sample

pytestmark = pytest.mark.keras
TASK = TagSpec(embedding=6, letter_units=3, letter_embedding=4)
MODEL = ModelSpec(units=5, bidirectional=True)
TRAINING = TrainingSpec(learning_rate=0.02)
TASKS = {"letters": TASK, "none": replace(TASK, letter_units=0), "field": replace(TASK, crf=True)}


@pytest.fixture(scope="module")
def ready():
    return prepared(load_tagged_sample("english"), TASK)


def shape(ready, cell, task=TASK, model=MODEL, asked=False, place=None):
    reader = ready.reader
    sizes = len(reader.vocabulary), len(reader.letters), ready.data.names, ready.data.spans, asked
    return TagShape(cell, model, task, model.units, *sizes, place)


def network(ready, cell, kernel="standard", **changes) -> keras.Model:
    built = shape(ready, cell, **changes).network(TRAINING, kernel, 1)
    built.run_eagerly = True  # what Keras does for a few batches; our own functions are compiled as ever
    return built


@pytest.mark.parametrize("cell", CELLS)
def test_padding_changes_no_answer(ready, cell):
    block = ready.block("test")
    one, rows = network(ready, cell), np.argsort(block.lengths)[:6]
    table = block.table(rows, int(block.lengths[rows].max()) + 9)
    told = np.asarray(one.predict_on_batch(table.astype("int32")))
    for row, answer in zip(rows, told, strict=True):
        length = int(block.lengths[row])
        alone = one.predict_on_batch(block.table(np.array([row]), length).astype("int32"))
        assert answer[:length] == pytest.approx(np.asarray(alone)[0], abs=1e-5)


@pytest.mark.parametrize("kernel", ["native", "fast"])
def test_our_passes_answer_as_keras_does(ready, kernel):
    if kernel == "native" and answering_kernel("gru", "tanh", masked=True) != "native":
        pytest.skip("no native passes here")
    block = ready.block("test")
    table = block.table(np.arange(8), 24).astype("int32")
    ours, theirs = (network(ready, "gru", which).predict_on_batch(table) for which in (kernel, "standard"))
    inside = table[..., 0] != 0
    assert np.asarray(ours)[inside] == pytest.approx(np.asarray(theirs)[inside], abs=1e-5)


def test_each_word_is_spelled_out_once_and_stands_where_it_stood():
    letters = np.array([[1, 2, 0], [3, 0, 0], [1, 2, 0], [0, 0, 0], [2, 1, 0]])
    each, places = distinct(keras.ops.convert_to_tensor(letters))
    assert len(each) == 4 and np.array_equal(np.asarray(each)[np.asarray(places)], letters)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_it_has_the_weights_that_are_planned(ready, cell, task):
    spec = replace(TAGS, task=task, model=replace(MODEL, layers=2))
    one = shape(ready, cell, task, spec.model).network(TRAINING, "standard", 1)
    weights = sum(int(np.prod(v.shape)) for v in one.trainable_variables if v.name != "embeddings")
    assert cell_size(spec, CELLS[cell], ends(spec, len(ready.data.names))) == (5, weights)


def test_answers_come_sentence_after_sentence_whatever_the_batch(ready):
    block, one = ready.block("test"), network(ready, "rnn")
    found = [TagTrainer(one, batch).predict(block) for batch in (4, 32)]
    assert found[0] == pytest.approx(found[1], abs=1e-5)
    assert np.exp(found[0]).sum(axis=1) == pytest.approx(1)
    length = int(block.lengths[0])
    told = one.predict_on_batch(block.table(np.array([0]), length).astype("int32"))
    assert found[0][:length] == pytest.approx(log_softmax(np.asarray(told, dtype=float)[0]), abs=1e-4)


@pytest.mark.parametrize(("cell", "crf"), [("gru", False), ("rnn", True)])
def test_an_update_is_the_one_that_keras_makes(ready, cell, crf):
    quiet = replace(TASK, crf=crf, word_dropout=0.0, spatial_dropout=0.0, output_dropout=0.0)
    block = ready.block("train")
    ours, theirs = (network(ready, cell, task=quiet) for _ in range(2))
    trainer, rows = TagTrainer(ours, 8), np.arange(8)
    (loss,) = trainer.train(block, rows)
    width = table_width(int(block.lengths[rows].max()))
    read, truth = block.table(rows, width).astype("int32"), block.truth(rows, width)
    assert loss == pytest.approx(_step_by_keras(theirs)(read, truth), rel=1e-4)
    for mine, other in zip(variables_of(ours), variables_of(theirs), strict=True):
        if "seed_generator" not in mine.path:  # Keras wraps a copy of a layer, whose own is never drawn from
            assert np.asarray(mine) == pytest.approx(np.asarray(other), abs=1e-4)


@pytest.mark.parametrize("crf", [False, True])
def test_it_learns_what_a_word_is_from_its_neighbours_and_letters(ready, crf):
    task = replace(TASK, crf=crf, embedding=16, letter_units=8, spatial_dropout=0.0, output_dropout=0.0)
    trainer = TagTrainer(network(ready, "gru", "standard", task=task, model=replace(MODEL, units=16)), 32)
    train, random = ready.block("train"), np.random.default_rng(1)
    for _ in range(8):
        trainer.train(train, trainer.order(train, random.permutation(len(train))[:608], random))
    found = trainer.evaluate(ready.block("test"))
    assert found.accuracy is not None and found.accuracy > 0.95


@pytest.mark.parametrize(("cell", "task"), [("mgu", TASK), ("gru", replace(TASK, crf=True))])
def test_one_word_can_be_looked_into(ready, cell, task, tmp_path):
    whole, one = (network(ready, cell, task=task, asked=True, place=place) for place in (None, 2))
    whole.save_weights(tmp_path / "a.weights.h5")
    one.load_weights(tmp_path / "a.weights.h5")
    block = ready.block("test")
    row = int(np.argmax(block.lengths))
    inputs = block.table(np.array([row]), int(block.lengths[row]))
    expected: Floats = np.asarray(whole.predict_on_batch(inputs.astype("int32")), dtype=float)[0, 2]
    assert logits(one, inputs)[0] == pytest.approx(expected, abs=1e-5)
    assert walk(one, inputs, CELLS[cell]).answer[0] == pytest.approx(expected, abs=1e-4)
    given, gap = integrated_gradients(one, inputs[0], 1)
    assert given.shape == (inputs.shape[1],) and gap < 0.05
    left = occlusion(one, inputs[0], 1)
    changed = inputs.copy()
    changed[0, 4] = np.where(changed[0, 4] != 0, 1, 0)
    assert left[4] == pytest.approx(expected[1] - logits(one, changed)[0, 1], abs=1e-5)


def test_words_are_read_as_unknown_only_while_training(ready):
    silent = network(ready, "rnn", task=replace(TASK, word_dropout=0.9, letter_units=0))
    layer = silent.get_layer("embedding")
    assert isinstance(layer, WordsAndLetters)
    words = np.full((4, 30, 1), 5, dtype="int32")
    quiet, loud = (np.asarray(layer(words, training=flag)) for flag in (False, True))
    assert (quiet == quiet[0, 0]).all()
    assert 0.8 < np.mean(np.abs(loud - quiet).max(axis=-1) > 0) < 1.0


def test_a_block_can_be_cut_down(ready):
    test = ready.block("test")
    some = Sentences(test.numbers, test.forms, test.tags, test.starts[:3], test.lengths[:3])
    assert len(some) == 3 and len(some.words()) == int(test.lengths[:3].sum())


def test_a_trial_of_a_sweep_leaves_each_sentences_part_in_the_nats_per_word(ready):
    block = ready.block("validation")
    trainer = TagTrainer(network(ready, "gru"), 32)
    how = Fit(1, 1, 1, 1.0, 1.0, 0.0, 0.0, 1, (0.1,))
    ended = _trial(how, trainer, block)
    assert list(ended.arrays) == ["losses"] and len(ended.arrays["losses"]) == len(block)
    loss = trainer.evaluate(block).loss
    assert ended.arrays["losses"].mean() == pytest.approx(loss) == ended.facts["validation"]
    hard = np.random.default_rng(1).gamma(2.0, size=200)
    one, other = (np.stack([hard + shift + 0.1 * hard[::-1]] * 2) for shift in (0, 0.2))
    assert swept.test(None, one, other) < 0.01
