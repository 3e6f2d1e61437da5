"""Small networks learn what they are asked, as Keras would, and equal settings give equal numbers."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.byhand.passes import Passes
from core.byhand.puzzles import PUZZLES
from core.byhand.training import (
    BATCH,
    SMALL,
    Asked,
    _gradients,
    _kept,
    cross_entropy,
    first_network,
    train,
)
from core.cells import CELLS
from core.cells.steps import steps_of


@pytest.mark.parametrize("cell", SMALL)
@pytest.mark.parametrize("name", ["first", "more"])
def test_easy_questions_are_learnt_and_equal_settings_give_equal_numbers(cell, name):
    asked = Asked(PUZZLES[name], steps=6, updates=100)
    found, again = train(cell, asked), train(cell, asked)
    assert found.looks == again.looks and found.looks[0].update == 0 and found.looks[-1].update == 100
    assert found.looks[-1].right > 0.9 and found.looks[-1].loss < found.looks[0].loss / 2
    assert train(cell, Asked(PUZZLES[name], steps=6, updates=100, seed=2)).looks != found.looks
    assert found.answers.shape == found.states.shape[:2] == (6, len(found.truth))


def expected(name, row):
    """The answer, by the question's words."""
    ones, others = np.flatnonzero(row == 1), np.flatnonzero(row == -1)
    match name:
        case "first":
            return row[0] == 1
        case "order":
            return ones[0] < others[0]
        case "more":
            return row.sum() > 0 or (row.sum() == 0 and row[-1] == 1)
    return len(ones) % 2 == 1


@given(name=st.sampled_from(list(PUZZLES)), steps=st.integers(2, 30), seed=st.integers(0, 1000))
def test_answers_follow_from_the_sequence(name, steps, seed):
    inputs, truth = PUZZLES[name].made(40, steps, np.random.default_rng(seed))
    assert inputs.shape == (40, steps, 1) and truth.dtype == bool
    assert [expected(name, row) for row in inputs[..., 0]] == truth.tolist()


@pytest.mark.parametrize("cell", SMALL)
@settings(deadline=None, max_examples=10)
@given(units=st.integers(1, 16), seed=st.integers(0, 99))
def test_first_weights_are_as_keras_begins(cell, units, seed):
    layer = first_network(CELLS[cell], units, seed).layer
    np.testing.assert_allclose(layer.recurrent @ layer.recurrent.T, np.eye(units), atol=1e-12)
    assert np.abs(layer.kernel).max() <= np.sqrt(6 / sum(layer.kernel.shape))
    blocks = list(steps_of(CELLS[cell]).BLOCKS)
    kept = layer.bias.reshape(-1, len(blocks), units)[0]
    assert all(
        (kept[place] == (CELLS[cell].forgets and block == "f")).all() for place, block in enumerate(blocks)
    )


def test_whoever_is_undecided_has_a_loss_of_log_two():
    assert cross_entropy(np.full(4, 0.5), np.array([True, False, True, True])) == pytest.approx(np.log(2))


@pytest.mark.keras
@pytest.mark.parametrize(("cell", "clipped"), list(itertools.product(SMALL, [True, False])))
def test_some_updates_are_those_of_keras(cell, clipped):
    keras = pytest.importorskip("keras")
    asked = Asked(PUZZLES["order"], steps=5, units=3, rate=0.05, updates=4, clipped=clipped, seed=3)
    begun = first_network(CELLS[cell], 3, 3)
    layer, dense = getattr(keras.layers, CELLS[cell].layer)(3), keras.layers.Dense(1)
    network = keras.Sequential([keras.Input((5, 1)), layer, dense])
    layer.set_weights(list(begun.layer))
    dense.set_weights([begun.read[:, None], begun.bias])
    adam = keras.optimizers.Adam(0.05, global_clipnorm=1.0 if clipped else None)
    network.compile(adam, keras.losses.BinaryCrossentropy(from_logits=True))
    random = np.random.default_rng((3, 1))
    for _ in range(4):
        inputs, truth = asked.puzzle.made(BATCH, 5, random)
        network.train_on_batch(inputs, truth[:, None].astype(np.float32))
    found = train(cell, asked).network
    for ours, theirs in zip(found.numbers, [*layer.get_weights(), *dense.get_weights()], strict=True):
        np.testing.assert_allclose(ours, theirs.reshape(ours.shape), atol=2e-4)


def test_forget_gates_begin_shut_where_that_is_asked_for():
    (begun,) = {first_network(CELLS["lstm"], 3, 1, forget_bias=False).layer.bias.any()}
    assert not begun and first_network(CELLS["lstm"], 3, 1).layer.bias.sum() == 3


@given(share=st.sampled_from([0.1, 0.3, 0.5, 0.7]), seed=st.integers(0, 99))
def test_dropout_silences_its_share_and_keeps_the_mean(share, seed):
    kept = _kept((400, 50), share, np.random.default_rng(seed))
    assert set(np.unique(kept.round(9))) == {0.0, round(1 / (1 - share), 9)}
    assert (kept == 0).mean() == pytest.approx(share, abs=0.03) and kept.mean() == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("cell", SMALL)
def test_gradients_go_through_what_dropout_leaves(cell):
    random = np.random.default_rng(4)
    inputs, truth = PUZZLES["more"].made(6, 5, random)
    network, passes = first_network(CELLS[cell], 3, 2), Passes(CELLS[cell])
    kept = _kept((6, 3), 0.5, random)

    def loss(one):
        return cross_entropy(one.answers(passes.forwards(inputs, one.layer).states[-1] * kept), truth)

    found = _gradients(network, passes, inputs, truth, kept)
    for place, gradient in enumerate(found):
        for at in ((0,) * gradient.ndim, (-1,) * gradient.ndim):
            nudge = tuple(np.zeros_like(one) for one in network.numbers)
            nudge[place][at] = 1e-6
            slope = (loss(network.moved(nudge)) - loss(network.moved(tuple(-one for one in nudge)))) / 2e-6
            assert gradient[at] == pytest.approx(slope, abs=1e-7)


def test_few_sequences_are_learnt_by_heart_and_the_share_is_told():
    few = train("rnn", Asked(PUZZLES["odd"], steps=10, examples=16))
    assert few.learnt > 0.9 > few.looks[-1].right + 0.1
    assert train("rnn", Asked(PUZZLES["first"], steps=4, updates=20)).learnt is None
