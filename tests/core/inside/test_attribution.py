"""Attributions keep their laws on a small trained classifier."""

import numpy as np
import pytest

from core.cells import CELLS
from core.evaluate.classification import softmax
from core.inside.attribution import integrated_gradients, logits, occlusion, prefix_probabilities
from core.specs import ModelSpec
from core.tasks.sentiment.network import many_to_class
from core.tasks.sentiment.spec import SentimentSpec

pytestmark = pytest.mark.keras
NUMBERS = np.array([5, 3, 9, 2, 7, 4])


def network(cell="gru", pooling="max", bidirectional=True):
    made = many_to_class(
        CELLS[cell], ModelSpec(units=5, bidirectional=bidirectional),
        SentimentSpec(pooling=pooling, embedding=6),
        units=5, words=12, classes=3, kernel="standard", seed=4,
    )  # fmt: skip
    embedding = made.get_layer("embedding")
    embedding.set_weights([np.random.default_rng(1).normal(size=(12, 6)).astype("float32")])
    made.compile(run_eagerly=True)
    return made


@pytest.mark.parametrize(
    ("cell", "pooling"),
    [*((cell, "max") for cell in CELLS), *(("gru", pooling) for pooling in ("last", "mean", "attention"))],
)
def test_contributions_add_up_to_what_the_words_change(cell, pooling):
    made = network(cell, pooling)
    contributions, gap = integrated_gradients(made, NUMBERS, 1)
    assert contributions.shape == NUMBERS.shape and np.isfinite(contributions).all()
    assert gap < 0.1, "the sum misses more than a tenth of the change"


def test_leaving_out_a_word_is_answering_a_text_without_it():
    made = network()
    found = occlusion(made, NUMBERS, 2)
    changed = NUMBERS.copy()
    changed[3] = 1
    told = logits(made, np.stack([NUMBERS, changed]))[:, 2]
    assert found[3] == pytest.approx(told[0] - told[1], abs=1e-5)


def test_the_last_beginning_is_the_whole_text():
    made = network()
    ends, told = prefix_probabilities(made, NUMBERS, 1.7)
    assert ends.tolist() == [1, 2, 3, 4, 5, 6]
    np.testing.assert_allclose(told[-1], softmax(logits(made, NUMBERS[None]), 1.7)[0], rtol=1e-5)
    alone = softmax(logits(made, NUMBERS[None, :2]), 1.7)[0]
    np.testing.assert_allclose(told[1], alone, rtol=1e-4)


def test_a_long_text_is_answered_at_some_of_its_beginnings():
    ends, told = prefix_probabilities(network(bidirectional=False), np.tile(NUMBERS, 60), 1.0)
    assert len(ends) == len(told) == 120 and ends[-1] == 360
