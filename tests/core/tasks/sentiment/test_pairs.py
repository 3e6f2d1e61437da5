"""Embeddings that read pairs: what stands where, that nothing else changes, that it is saved."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.cells import CELLS
from core.inside.attribution import integrated_gradients
from core.inside.walk import walk
from core.specs import ModelSpec
from core.tasks.sentiment.network import classifier_trainer
from core.tasks.sentiment.pairs import PairEmbedding
from core.tasks.sentiment.prepare import prepare_texts
from core.tasks.sentiment.spec import TEXTS, SentimentSpec
from core.text.cleaning import text_dataset
from core.text.ratios import FEWEST, PLACES, SCALE, added, class_ratios, pair_ratios, place

pytestmark = pytest.mark.keras


def test_a_pair_speaks_for_the_class_whose_texts_hold_it():
    """Words 2 and 3 are in all texts alike; only their order tells the classes apart."""
    table = np.array([[2, 3, 0], [3, 2, 0]] * 4 + [[1, 2, 3]])
    labels = np.array([0, 1] * 4 + [0])
    ratios = pair_ratios(table, labels, 2)
    # 5 + 1 texts of class 0 and none + 1 of class 1 hold (2, 3); of (3, 2) 1 and 4 + 1.
    assert ratios[place(2, 3), 0] == pytest.approx(np.log(1 / 6) - np.log(6 / 7))
    assert ratios[place(3, 2), 0] == pytest.approx(np.log(5 / 6) - np.log(1 / 7))
    assert np.count_nonzero(ratios) == 2


def test_a_pair_that_few_texts_hold_speaks_for_no_class():
    assert FEWEST == 3
    table = np.array([[2, 3]] * 2 + [[4, 4]] * 3 + [[5, 5]] * 3)
    ratios = pair_ratios(table, np.repeat([0, 1, 2], [2, 3, 3]), 3)
    assert ratios.shape == (PLACES, 3)
    assert not ratios[place(2, 3)].any() and ratios[place(4, 4)].any()


def test_of_many_texts_more_are_added_so_that_what_few_hold_says_little():
    assert [added(texts) for texts in (100, 2000, 20_000)] == [1.0, 1.0, 10.0]
    table, labels = np.array([[2, 3]] * 3 + [[4, 5]] * 3), np.array([1, 1, 1, 0, 0, 0])
    many = np.array([[6, 7], [7, 6]] * 10_000), np.array([0, 1] * 10_000)
    few, of_many = (
        class_ratios(np.concatenate([table, rest[0]]), np.concatenate([labels, rest[1]]), 8, 2)
        for rest in ((many[0][:10], many[1][:10]), many)
    )
    assert few[2, 0] == pytest.approx(np.log(4), rel=0.01)
    assert of_many[2, 0] == pytest.approx(np.log(13 / 10), rel=0.01)


def test_places_fit_and_are_the_same_for_arrays_and_tensors():
    words = np.array([2, 17, 19_999, 99_999], dtype=np.int32)
    before, after = (grid.ravel() for grid in np.meshgrid(words, words))
    found = place(before.astype(np.int64), after.astype(np.int64))
    assert found.min() >= 1 and found.max() < PLACES and len(set(found)) == len(found)
    tensors = place(*(keras.ops.convert_to_tensor(one) for one in (before, after)))
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(tensors), found)


def test_the_numbers_of_a_pair_stand_behind_its_second_word(tmp_path):
    layer = PairEmbedding(9, 4, columns=2, mask_zero=True)
    network = keras.Sequential([keras.Input((None,), dtype="int32"), layer])
    pairs = np.random.default_rng(1).normal(size=(PLACES, 2)).astype("float32")
    pairs[0] = 0
    layer.pairs.assign(pairs)
    told = network.predict_on_batch(np.array([[2, 5, 1, 5, 7, 0]], dtype="int32"))[0]
    assert told.shape == (6, 6)
    np.testing.assert_array_equal(told[[1, 4], 4:], pairs[[place(2, 5), place(5, 7)]])
    np.testing.assert_array_equal(told[[0, 2, 3, 5], 4:], 0.0)  # the first, beside unknown ones, padding
    network.save_weights(tmp_path / "some.weights.h5")
    network.save(tmp_path / "some.keras")
    again = keras.models.load_model(tmp_path / "some.keras")
    fresh = keras.Sequential([keras.Input((None,), dtype="int32"), PairEmbedding(9, 4, columns=2)])
    fresh.load_weights(tmp_path / "some.weights.h5")
    for other in (again, fresh):
        np.testing.assert_array_equal(other.layers[0].pairs, pairs)
        np.testing.assert_array_equal(other.layers[0].embeddings, layer.embeddings)


def test_networks_that_were_saved_before_find_the_layer_by_its_old_name():
    assert keras.saving.get_registered_name(PairEmbedding) == "unrolled>PairEmbedding"


def test_a_classifier_begins_with_what_only_the_order_of_words_says():
    random = np.random.default_rng(2)
    words = [f"w{number}" for number in range(6)]
    texts, labels = [], []
    for number in range(300):
        around = list(random.choice(words, 6))
        good = number % 2
        around[2:2] = ["not", "bad"] if good else ["bad", "not"]
        texts.append(" ".join(around))
        labels.append("good" if good else "bad")
    data = text_dataset(texts, labels, None, name="order", source="upload")
    spec = replace(TEXTS, model=ModelSpec(units=4), task=replace(TEXTS.of(SentimentSpec), embedding=4))
    ready = prepare_texts(data, spec.of(SentimentSpec))
    trainer = classifier_trainer("gru", spec, ready, units=4, kernel="standard", seed=1)
    embedding = trainer.network.get_layer("embedding")
    assert len(trainer.network.trainable_variables) == len(trainer.network.weights) - 1 - sum(
        "seed" in weight.path for weight in trainer.network.weights
    )
    np.testing.assert_allclose(embedding.pairs, SCALE * ready.pair_ratios, rtol=1e-6)
    at = ready.vocabulary.numbers
    numbers = ready.block("test")[0].table[:1, :7]
    told = trainer.network.predict_on_batch(numbers)
    np.testing.assert_allclose(walk(trainer.network, numbers, CELLS["gru"]).answer, told, atol=1e-5)
    contributions, missed = integrated_gradients(trainer.network, numbers[0], 1)
    assert contributions.shape == (7,) and missed < 0.05
    apart = ready.pair_ratios[place(at["not"], at["bad"])] - ready.pair_ratios[place(at["bad"], at["not"])]
    assert abs(apart[0]) > 4 * np.abs(ready.class_ratios[at["not"]])[0]
