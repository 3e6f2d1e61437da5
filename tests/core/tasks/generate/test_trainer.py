"""Streams of a text: states go on, and every character of the held-out part is judged once."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.cells import CELLS
from core.networks.build import compiled
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.plan import Ends, cell_size
from core.tasks.generate.forms import within
from core.tasks.generate.network import LanguageShape, stream_trainer
from core.tasks.generate.spec import GenerateSpec
from core.tasks.generate.trainer import StreamsByKeras, Stretch
from core.tasks.generate.writing import Choice, probabilities, search, write, writer_of

pytestmark = pytest.mark.keras
TASK = GenerateSpec(window=8, embedding=5)
TIED = replace(TASK, tied=True)
MODEL = ModelSpec(units=6, layers=2)
NUMBERS = np.random.default_rng(0).integers(1, 5, 400)


def network(cell, kernel="standard", carried=True, seed=1, task=TASK):
    built = LanguageShape(cell, MODEL, task, 6, 4).network(TrainingSpec(), kernel, seed, carried=carried)
    built.run_eagerly = True  # what Keras does for a few batches; our own functions are compiled as ever
    return built


def at_once(one, start, end, before):
    """Bits of each character by one walk over all that stands before it, from a state of zero."""
    inputs = NUMBERS[None, start - before : end - 1].astype("int32")
    states = [np.zeros((1, x.shape[-1]), "float32") for x in one.inputs[1:]]
    logits = np.asarray(one.predict_on_batch([inputs, *states])[0], dtype=float)[0]
    told = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    truth = NUMBERS[start - before + 1 : end]
    return -told[np.arange(len(truth)), truth - 1][before - 1 :] / np.log(2)


@pytest.mark.parametrize("cell", CELLS)
def test_a_stretch_is_judged_as_by_one_walk_over_it(cell):
    one = network(cell)
    trainer, stretch = stream_trainer(one, 1, 8), Stretch(NUMBERS, 100, 171, 8)
    assert trainer.surprises(stretch) == pytest.approx(at_once(one, 100, 171, 8), abs=1e-4)


def test_streams_side_by_side_judge_each_character_once():
    one, stretch = network("gru"), Stretch(NUMBERS, 100, 171, 8)
    found = stream_trainer(one, 4, 8).surprises(stretch)
    share = 18  # of 71 characters
    parts = [at_once(one, start, min(start + share, 171), 8) for start in range(100, 171, share)]
    assert found == pytest.approx(np.concatenate(parts), abs=1e-4)


def test_an_epoch_reads_windows_that_follow_each_other_in_every_stream():
    trainer, stretch = stream_trainer(network("rnn"), 4, 8), Stretch(NUMBERS, 0, 400, 8)
    order = trainer.order(stretch, np.arange(48), np.random.default_rng(2)).reshape(-1, 4)
    assert len(order) == 12
    assert ((order[1:] - order[:-1]) % 400 == 8).all() and ((np.diff(order[0]) % 400) == 100).all()


@pytest.mark.parametrize("kernel", ["standard", "native"])
def test_in_the_graph_as_by_keras(kernel):
    one, other = network("lstm", kernel), network("lstm")
    graph, plain = stream_trainer(one, 4, 8), StreamsByKeras(other, 4, 8)
    stretch = Stretch(NUMBERS, 0, 400, 8)
    losses = []
    for trainer in (graph, plain):
        random, data = np.random.default_rng(3), trainer.load(stretch, None)
        orders = [trainer.order(stretch, np.arange(48), random) for _ in range(2)]
        losses.append(np.concatenate([trainer.train(data, order) for order in orders]))
    if type(graph) is not StreamsByKeras:
        assert losses[0] == pytest.approx(losses[1], rel=1e-3)
    for ours, theirs in zip(one.get_weights(), other.get_weights(), strict=True):
        assert ours == pytest.approx(theirs, abs=2e-3)


def test_how_a_stretch_is_cut_into_calls_changes_nothing():
    stretch = Stretch(NUMBERS, 0, 400, 8)
    found = []
    for pieces in (1, 4):
        trainer = stream_trainer(network("gru"), 4, 8)
        order = trainer.order(stretch, np.arange(48), np.random.default_rng(3))
        data = trainer.load(stretch, None)
        found.append(np.concatenate([trainer.train(data, part) for part in np.split(order, pieces)]))
    assert found[0] == pytest.approx(found[1], rel=1e-5)


@pytest.mark.parametrize("task", [TASK, TIED], ids=["free", "tied"])
@pytest.mark.parametrize("cell", CELLS)
def test_a_network_writes_what_the_same_weights_tell_at_the_last_step(cell, task, tmp_path):
    carried, plain = network(cell, task=task), network(cell, carried=False, seed=2, task=task)
    carried.save_weights(tmp_path / "a.weights.h5")
    plain.load_weights(tmp_path / "a.weights.h5")
    writer, read = writer_of(plain, CELLS[cell]), NUMBERS[:20]
    states = writer.rest()
    for number in read:
        told, states = writer.read(int(number), states)
    expected = plain.predict_on_batch(read[None].astype("int32"))[0]
    assert told == pytest.approx(np.asarray(expected, dtype=float), abs=1e-5)
    zero = [np.zeros((1, x.shape[-1]), "float32") for x in carried.inputs[1:]]
    assert told == pytest.approx(
        np.asarray(carried.predict_on_batch([read[None].astype("int32"), *zero])[0], dtype=float)[0, -1],
        abs=1e-5,
    )


def test_a_text_is_the_same_in_pieces_and_at_once():
    writer = writer_of(network("lstm", carried=False), CELLS["lstm"])
    begun = writer.read(2, writer.rest())
    how = {"choice": Choice(0.9), "seed": 7}
    whole, *_ = write(writer, *begun, letters=30, place=0, **how)
    first, *after = write(writer, *begun, letters=12, place=0, **how)
    rest, *_ = write(writer, *after, letters=18, place=12, **how)
    assert whole == first + rest and set(whole) <= {2, 3, 4}  # the unknown one is never written
    other, *_ = write(writer, *begun, letters=30, place=0, choice=Choice(0.9), seed=8)
    assert other != whole


def test_the_next_character_is_drawn_from_the_likeliest_ones():
    logits = np.log([0.4, 0.3, 0.2, 0.1])  # the first is the unknown one
    assert probabilities(logits, Choice()) == pytest.approx([0, 0.5, 1 / 3, 1 / 6])
    assert probabilities(logits, Choice(temperature=0)).tolist() == [0, 1, 0, 0]
    assert probabilities(logits, Choice(top_k=2)) == pytest.approx([0, 0.6, 0.4, 0])
    assert probabilities(logits, Choice(top_p=0.4)).tolist() == [0, 1, 0, 0]
    assert probabilities(logits, Choice(top_p=0.6)) == pytest.approx([0, 0.6, 0.4, 0])
    warm = probabilities(logits, Choice(temperature=2.0))
    assert warm == pytest.approx(np.array([0, *np.sqrt([3, 2, 1])]) / np.sqrt([3, 2, 1]).sum())


def test_what_is_written_keeps_to_a_form_and_is_the_same_in_pieces():
    known = "山，。"  # the numbers 2, 3 and 4
    writer = writer_of(network("gru", carried=False), CELLS["gru"])
    begun = writer.read(2, writer.rest())
    how = {"choice": Choice(1.5), "seed": 3}
    whole, *_ = write(writer, *begun, letters=18, place=0, within=within("five", known, "山"), **how)
    text = "山" + "".join(known[number - 2] for number in whole)
    assert [len(line) for line in text.replace("。", "，").split("，")] == [5, 5, 5, 1]
    first, *after = write(writer, *begun, letters=7, place=0, within=within("five", known, "山"), **how)
    rest, *_ = write(writer, *after, letters=11, place=7, within=within("five", known, text[:8]), **how)
    assert first + rest == whole
    found, *_ = search(writer, *begun, letters=18, beam=3, within=within("five", known, "山"))
    text = "山" + "".join(known[number - 2] for number in found)
    assert [len(line) for line in text.replace("。", "，").split("，")] == [5, 5, 5, 1]


def test_a_search_finds_the_likeliest_text_of_all():
    writer = writer_of(network("lstm", carried=False, seed=5), CELLS["lstm"])
    begun = writer.read(3, writer.rest())

    def nats(numbers):
        (told, states), found = begun, 0.0
        for number in numbers:
            found += np.log(probabilities(told, Choice())[number - 1])
            told, states = writer.read(number, states)
        return found

    every = [(a, b, c, d) for a in (2, 3, 4) for b in (2, 3, 4) for c in (2, 3, 4) for d in (2, 3, 4)]
    best, told, states = search(writer, *begun, letters=4, beam=27)  # wide enough to leave none out
    assert tuple(best) == max(every, key=nats)
    again = begun
    for number in best:
        again = writer.read(number, again[1])
    assert told == pytest.approx(again[0])
    greedy, *_ = write(writer, *begun, letters=4, choice=Choice(0.0), seed=0, place=0)
    assert search(writer, *begun, letters=4, beam=1)[0] == greedy


def test_a_network_learns_a_text_that_repeats_itself():
    numbers = np.tile([1, 2, 3, 2, 4], 100)
    spec = replace(TrainingSpec(), learning_rate=0.02)
    shape = LanguageShape("gru", replace(MODEL, layers=1), TASK, 12, 4)
    one = compiled(
        shape.network(spec, "standard", 1), spec, keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    trainer, stretch = stream_trainer(one, 4, 8), Stretch(numbers, 0, 400, 8)
    data, random = trainer.load(stretch, None), np.random.default_rng(1)
    for _ in range(15):
        trainer.train(data, trainer.order(stretch, np.arange(48), random))
    assert trainer.evaluate(trainer.load(Stretch(numbers, 400, 500, 8), None)).loss < 0.1


@pytest.mark.parametrize("task", [TASK, TIED], ids=["free", "tied"])
def test_a_network_has_the_weights_that_are_told_of_it(task):
    spec = ExperimentSpec(data="", task=task, model=MODEL)
    ends = Ends(task.embedding, task.embedding if task.tied else 4)
    embedding = 5 * task.embedding  # four characters, and what stands before a text
    for cell in CELLS.values():
        _, weights = cell_size(spec, cell, ends)
        assert network(cell.name, task=task).count_params() == weights + embedding


def test_tied_weights_learn_from_both_their_uses():
    one = network("gru", task=TIED)
    trainer, stretch = stream_trainer(one, 4, 8), Stretch(NUMBERS, 0, 400, 8)
    before = np.array(one.get_layer("embedding").get_weights()[0])
    order = trainer.order(stretch, np.arange(48), np.random.default_rng(3))
    losses = trainer.train(trainer.load(stretch, None), order)
    moved = np.abs(np.array(one.get_layer("embedding").get_weights()[0]) - before).max(axis=1)
    assert np.isfinite(losses).all() and (moved[1:] > 0).all() and moved[0] == 0
