"""The loss gradient at each state, against what finite differences and written-out equations give."""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from core.cells import CELLS  # noqa: E402
from core.inside.gradients import state_gradients  # noqa: E402
from core.inside.walk import walk  # noqa: E402
from core.networks.build import compiled, many_to_one  # noqa: E402
from core.specs import ModelSpec, TrainingSpec  # noqa: E402
from core.tasks.sentiment.network import many_to_class  # noqa: E402
from core.tasks.sentiment.spec import SentimentSpec  # noqa: E402

pytestmark = pytest.mark.keras
KERNELS = ("standard", "fast") if keras.backend.backend() == "tensorflow" else ("standard",)
STEPS, UNITS = 6, 3


def network(cell, kernel="standard", outputs=1, **model):
    """With weights of which none is zero, biases included."""
    wanted = {
        "units": UNITS, "lookback": STEPS, "columns": 2, "outputs": outputs, "kernel": kernel, "seed": 3
    }  # fmt: skip
    built = compiled(many_to_one(CELLS[cell], ModelSpec(**model), **wanted), TrainingSpec(loss="mse"))
    random = np.random.default_rng(4)
    built.set_weights([0.5 * random.normal(size=weight.shape) for weight in built.get_weights()])
    return built


def inputs(examples=1):
    return np.random.default_rng(2).normal(size=(examples, STEPS, 2))


def squared(answers):
    return (answers[:, 0] - 0.5) ** 2


def slope_norm(loss):
    """From the loss as a function of what is added to a state."""
    nudges = 1e-6 * np.eye(UNITS)
    return np.linalg.norm([(loss(nudge) - loss(-nudge)) / 2e-6 for nudge in nudges])


@pytest.mark.parametrize("cell", CELLS)
def test_agrees_with_differences_of_the_loss(cell):
    """Moving one state by a little and walking on changes the loss as the gradient says."""
    built, x, truth = network(cell, outputs=2), inputs(), np.array([[0.3, -0.5]])
    (found,) = state_gradients(built, x, lambda told: built.loss(truth, told), CELLS[cell])
    (way,) = walk(built, x, CELLS[cell]).ways
    dense = built.layers[-1].get_weights()

    def loss(at, name, moved_by):
        now = dict(way.computed[at])
        state = {one: now[one] for one in way.steps.STATES}
        state[name] = state[name] + moved_by
        if name == "c":  # what the hidden state of the same step makes of it
            state["h"] = now["o"] * np.tanh(state["c"])
        for later in range(at + 1, STEPS):
            state = way.steps.step(x[:, later], state, way.weights, way.functions)
        return float(((state["h"] @ dense[0] + dense[1] - truth) ** 2).mean())

    assert tuple(found.norms) == way.steps.STATES
    for name, norms in found.norms.items():
        for at in (0, 3, 5):
            wanted = slope_norm(lambda by, at=at, name=name: loss(at, name, by))
            assert norms[0, at] == pytest.approx(wanted, rel=2e-4)


def test_a_state_of_a_lower_layer_acts_through_the_layers_above():
    built, x = network("gru", layers=2, bidirectional=True), inputs()
    found = state_gradients(built, x, squared, CELLS["gru"])
    ways, dense = walk(built, x, CELLS["gru"]).ways, built.layers[-1].get_weights()

    def read(way, columns, at, moved_by):
        told, state = [None] * STEPS, {"h": np.zeros((1, UNITS))}
        for t in reversed(range(STEPS)) if way.backwards else range(STEPS):
            state = way.steps.step(columns[:, t], state, way.weights, way.functions)
            told[t] = state["h"] = state["h"] + (moved_by if t == at else 0)
        return told

    def loss(at, moved_by):
        below = [read(ways[0], x, None, 0), read(ways[1], x, at, moved_by)]
        columns = np.stack([np.concatenate(both, axis=-1) for both in zip(*below, strict=True)], axis=1)
        ends = read(ways[2], columns, None, 0)[-1], read(ways[3], columns, None, 0)[0]
        return float(squared(np.concatenate(ends, axis=-1) @ dense[0] + dense[1])[0])

    for at in (0, 2, 5):
        wanted = slope_norm(lambda by, at=at: loss(at, by))
        assert found[1].norms["h"][0, at] == pytest.approx(wanted, rel=2e-4)


@pytest.mark.parametrize("cell", CELLS)
def test_at_the_last_step_it_is_what_the_output_layer_hands_down(cell):
    built, x = network(cell), inputs(3)
    (found,) = state_gradients(built, x, squared, CELLS[cell])
    answers = keras.ops.convert_to_numpy(built(x))[:, 0]
    by_hand = np.abs(2 * (answers - 0.5)) * np.linalg.norm(built.layers[-1].get_weights()[0])
    np.testing.assert_allclose(found.norms["h"][:, -1], by_hand, rtol=1e-4)
    assert found.norms["h"].shape == (3, STEPS)


def test_the_memory_of_an_lstm_follows_its_equations():
    """dL/dc_T = dL/dh_T o (1 - tanh(c_T)^2), Hochreiter & Schmidhuber 1997 with Gers et al. 2000."""
    built, x = network("lstm"), inputs()
    (found,) = state_gradients(built, x, squared, CELLS["lstm"])
    kernel, recurrent, bias, dense, start = built.get_weights()
    h = c = np.zeros((1, UNITS))
    for t in range(STEPS):
        i, f, new, o = np.split(x[:, t] @ kernel + h @ recurrent + bias, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
        c = f * c + i * np.tanh(new)
        h = o * np.tanh(c)
    at_hidden = 2 * (h @ dense + start - 0.5) * dense.T
    wanted = np.linalg.norm(at_hidden * o * (1 - np.tanh(c) ** 2))
    assert found.norms["c"][0, -1] == pytest.approx(wanted, rel=1e-4)


@pytest.mark.parametrize("cell", CELLS)
def test_over_hundreds_of_steps_it_vanishes_without_becoming_nothing(cell):
    wanted = {"units": UNITS, "lookback": 200, "columns": 2, "outputs": 1, "kernel": "standard", "seed": 3}
    built = many_to_one(CELLS[cell], ModelSpec(), **wanted)
    built.set_weights([0.3 * weight for weight in built.get_weights()])
    x = np.random.default_rng(2).normal(size=(1, 200, 2))
    norms = state_gradients(built, x, squared, CELLS[cell])[0].norms["h"][0]
    assert 0 < norms[0] < 1e-45  # single precision ends there


@pytest.mark.skipif(len(KERNELS) == 1, reason="this backend has one kernel")
def test_the_kernel_makes_no_difference():
    networks = [network("gru", kernel) for kernel in KERNELS]
    networks[-1].set_weights(networks[0].get_weights())
    one, other = (state_gradients(built, inputs(3), squared, CELLS["gru"])[0] for built in networks)
    np.testing.assert_allclose(one.norms["h"], other.norms["h"], rtol=1e-9)


def test_every_layer_and_direction_of_a_text_has_its_own():
    built = many_to_class(
        CELLS["lstm"], ModelSpec(bidirectional=True, layers=2), SentimentSpec(pooling="max", embedding=3),
        units=4, words=12, classes=2, kernel="standard", seed=1,
    )  # fmt: skip
    compiled(built, TrainingSpec(), keras.losses.CategoricalCrossentropy(from_logits=True))
    text, truth = np.array([[5, 3, 9, 2, 7, 4]]), np.array([[1.0, 0.0]])
    found = state_gradients(built, text, lambda told: built.loss(truth, told), CELLS["lstm"])
    assert [(one.layer, one.backwards) for one in found] == [(0, False), (0, True), (1, False), (1, True)]
    for one in found:
        assert set(one.norms) == {"h", "c"}
        assert all(norms.shape == (1, 6) and (norms > 0).all() for norms in one.norms.values())
