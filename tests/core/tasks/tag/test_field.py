"""A conditional random field against all ways that there are."""

from itertools import product

import numpy as np
import pytest
from keras import ops

from core.tasks.tag.field import ChainField
from core.text.tagged.schemes import allowed

pytestmark = pytest.mark.keras
NAMES = ("O", "B-A", "I-A")
LENGTHS = (4, 2, 1)


@pytest.fixture(params=["all", "spans"])
def case(request):
    """A field with weights, scores of three sentences, and what may be."""
    random = np.random.default_rng(4)
    layer = ChainField(NAMES if request.param == "spans" else ())
    layer.build((None, None, 3))
    layer.set_weights([random.normal(size=3), random.normal(size=(3, 3))])
    scores = random.normal(size=(3, 4, 3)).astype("float32")
    mask = np.arange(4) < np.array(LENGTHS)[:, None]
    return layer, scores, mask


def ways(layer, scores, length):
    """Each way through a sentence with its score."""
    begins, follows = (np.asarray(weights) for weights in (layer.begins, layer.follows))
    may_begin, may_follow = allowed(NAMES) if layer.names else (np.ones(3, bool), np.ones((3, 3), bool))
    for way in product(range(3), repeat=length):
        if may_begin[way[0]] and all(may_follow[pair] for pair in zip(way, way[1:], strict=False)):
            met = sum(follows[pair] for pair in zip(way, way[1:], strict=False))
            yield way, begins[way[0]] + met + sum(scores[at, tag] for at, tag in enumerate(way))


def test_marginals_are_sums_over_all_ways(case):
    layer, scores, mask = case
    told = np.exp(ops.convert_to_numpy(layer.log_marginals(scores, mask)))
    for row, length in enumerate(LENGTHS):
        expected = np.zeros((length, 3))
        for way, score in ways(layer, scores[row], length):
            expected[np.arange(length), way] += np.exp(score)
        expected /= expected.sum(axis=1, keepdims=True)
        assert told[row, :length] == pytest.approx(expected, abs=1e-4)


def test_the_true_way_costs_what_all_ways_leave_it(case):
    layer, scores, mask = case
    rows = [list(ways(layer, scores[row], length)) for row, length in enumerate(LENGTHS)]
    true = np.zeros((3, 4), dtype="int32")
    for row, each in enumerate(rows):
        true[row, : LENGTHS[row]] = each[len(each) // 2][0]
    found = ops.convert_to_numpy(layer.nats(true, scores, mask))
    for row, each in enumerate(rows):
        total = np.log(sum(np.exp(score) for _, score in each))
        assert found[row] == pytest.approx(total - each[len(each) // 2][1], abs=1e-4)


def test_without_transitions_it_thinks_of_each_word_alone():
    layer = ChainField(marginals=True)
    scores = np.random.default_rng(1).normal(size=(2, 5, 4)).astype("float32")
    told = ops.convert_to_numpy(layer(scores))
    assert told == pytest.approx(scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True)), abs=1e-5)
