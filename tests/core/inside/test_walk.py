"""What the step functions compute is what the trained layers compute."""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from core.cells import CELLS  # noqa: E402
from core.inside.gradients import gradient_norms  # noqa: E402
from core.inside.steps import Weights, numpy_functions, steps_of  # noqa: E402
from core.inside.walk import BACKEND, walk  # noqa: E402
from core.networks.build import compiled, many_to_class, many_to_one  # noqa: E402
from core.specs import ModelSpec, SentimentSpec, TrainingSpec  # noqa: E402

pytestmark = pytest.mark.keras
KERNELS = ("standard", "fast") if keras.backend.backend() == "tensorflow" else ("standard",)
TEXTS = np.array([[5, 3, 9, 2, 7, 4], [8, 2, 0, 0, 0, 0], [6, 0, 0, 0, 0, 0]])


def moved(network):
    """The same network with weights of which none is zero, biases included."""
    random = np.random.default_rng(4)
    network.set_weights([0.5 * random.normal(size=weight.shape) for weight in network.get_weights()])
    return network


def of_layers(network, inputs):
    """What each recurrent layer says, by Keras itself."""
    layers = [one for one in network.layers if isinstance(one, keras.layers.RNN | keras.layers.Bidirectional)]
    told = keras.Model(network.inputs[0], [one.output for one in layers])(inputs)
    return [np.asarray(one) for one in (told if isinstance(told, list) else [told])]


def outputs(walked, layers, sequences):
    """The same from a walk."""
    found = []
    for depth in range(layers):
        ways = [way for way in walked.ways if way.layer == depth]
        last = not sequences and depth == layers - 1
        told = [w.told[0 if w.backwards else -1]["h"] if last else w.over_time("h") for w in ways]
        found.append(np.concatenate(told, axis=-1))
    return found


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
@pytest.mark.parametrize(
    ("kernel", "activation", "layers", "bidirectional"),
    [("standard", "tanh", 1, False), ("standard", "relu", 3, True), (KERNELS[-1], "tanh", 2, True),
     (KERNELS[-1], "relu", 1, False)],
)  # fmt: skip
def test_a_window_is_walked_as_the_layers_read_it(cell, activation, kernel, layers, bidirectional):
    model = ModelSpec(units=5, layers=layers, bidirectional=bidirectional, activation=activation)
    network = moved(
        many_to_one(cell, model, units=5, lookback=9, columns=3, outputs=2, kernel=kernel, seed=1)
    )
    x = np.random.default_rng(2).normal(size=(4, 9, 3)).astype("float32")
    walked = walk(network, x, cell)
    for ours, theirs in zip(outputs(walked, layers, False), of_layers(network, x), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5, rtol=1e-5)
    np.testing.assert_allclose(walked.answer, np.asarray(network(x)), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
@pytest.mark.parametrize(
    ("pooling", "kernel"),
    [("last", "standard"), ("mean", "standard"), ("attention", "standard"), ("max", KERNELS[-1])],
)
def test_padded_texts_are_walked_as_the_layers_read_them(cell, pooling, kernel):
    model, task = (
        ModelSpec(units=4, layers=2, bidirectional=True),
        SentimentSpec(pooling=pooling, embedding=3),
    )
    network = moved(many_to_class(cell, model, task, units=4, words=12, classes=3, kernel=kernel, seed=1))
    walked = walk(network, TEXTS.astype("int32"), cell)
    theirs = of_layers(network, TEXTS.astype("int32"))
    words = TEXTS != 0  # where a text has ended, Keras says zero; nothing reads it
    np.testing.assert_allclose(outputs(walked, 2, True)[0][words], theirs[0][words], atol=1e-5)
    np.testing.assert_allclose(walked.answer, np.asarray(network(TEXTS.astype("int32"))), atol=1e-5)


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
def test_what_is_kept_and_what_is_written_make_the_memory(cell):
    network = moved(
        many_to_one(cell, ModelSpec(), units=5, lookback=9, columns=3, outputs=2, kernel="standard", seed=1)
    )
    (way,) = walk(network, np.random.default_rng(2).normal(size=(2, 9, 3)), cell).ways
    memory = way.steps.STATES[-1]
    np.testing.assert_allclose(way.over_time("kept") + way.over_time("written"), way.over_time(memory))
    for part in way.steps.PARTS:
        values = way.over_time(part.name)
        assert values.shape == (2, 9, 5)
        if part.kind == "gate":
            assert (values > 0).all() and (values < 1).all()
    np.testing.assert_allclose(way.again(4)["h"], way.over_time("h")[:, 4])
    np.testing.assert_array_equal(way.again(4)["h_before"], way.over_time("h")[:, 3])


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
def test_formulas_filled_with_a_units_numbers_are_true(cell):
    """Each right-hand side, with LaTeX turned into Python, comes to the number that it is said to come to."""
    random = np.random.default_rng(3)
    steps, width = steps_of(cell), cell.blocks * 4
    bias = random.normal(size=(width,) if cell.biases == 1 else (cell.biases, width))
    weights = Weights(random.normal(size=(3, width)), random.normal(size=(4, width)), bias)
    state = {name: random.normal(size=(1, 4)) for name in steps.STATES}
    told = steps.step(random.normal(size=(1, 3)), state, weights, numpy_functions("tanh"))
    told = told | {f"{name}_before": value for name, value in state.items()}
    values = {name: float(np.ravel(value)[2]) for name, value in told.items()}
    known = {"sigma": numpy_functions("tanh").sigmoid, "ACT": np.tanh}
    assert {one.part for one in steps.EQUATIONS} == {part.name for part in steps.PARTS}
    for equation in steps.EQUATIONS:
        text = equation.filled.format(**{name: f"({value!r})" for name, value in values.items()})
        found = eval(text.replace("\\cdot", "*").replace("\\", ""), known)  # noqa: S307
        assert found == pytest.approx(values[equation.part], rel=1e-9)


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
def test_gradients_agree_with_differences_of_the_loss(cell):
    """Moving one state by a little and walking on changes the loss as the gradient says."""
    network = compiled(
        many_to_one(cell, ModelSpec(), units=3, lookback=6, columns=2, outputs=2, kernel="standard", seed=1),
        TrainingSpec(),
    )
    moved(network)
    x, truth = np.random.default_rng(2).normal(size=(1, 6, 2)), np.array([[0.3, -0.5]])
    (norms,) = gradient_norms(network, x, truth, cell)
    (way,) = walk(network, x, cell).ways
    dense = network.layers[-1].get_weights()

    def loss(at, name, moved_by):
        now = dict(way.told[at])
        state = {one: now[one] for one in way.steps.STATES}
        state[name] = state[name] + moved_by
        if name == "c":  # what the hidden state of the same step makes of it
            state["h"] = now["o"] * np.tanh(state["c"])
        for later in range(at + 1, 6):
            state = way.steps.step(x[:, later], state, way.weights, way.functions)
        return float(((state["h"] @ dense[0] + dense[1] - truth) ** 2).mean())

    for name in way.steps.STATES:
        for at in (0, 3, 5):
            slopes = [(loss(at, name, 1e-6 * e) - loss(at, name, -1e-6 * e)) / 2e-6 for e in np.eye(3)]
            assert norms[name][at] == pytest.approx(np.linalg.norm(slopes), rel=2e-4)


def test_a_state_of_a_lower_layer_acts_through_the_layers_above():
    cell = CELLS["gru"]
    network = moved(
        compiled(
            many_to_one(
                cell, ModelSpec(layers=2, bidirectional=True), units=3, lookback=6, columns=2, outputs=1,
                kernel="standard", seed=1,
            ),
            TrainingSpec(),
        )
    )  # fmt: skip
    x = np.random.default_rng(2).normal(size=(1, 6, 2))
    norms, ways = gradient_norms(network, x, np.array([[0.4]]), cell), walk(network, x, cell).ways
    dense = network.layers[-1].get_weights()

    def read(way, inputs, at, moved_by):
        told, state = [None] * 6, {"h": np.zeros((1, 3))}
        for t in reversed(range(6)) if way.backwards else range(6):
            state = way.steps.step(inputs[:, t], state, way.weights, way.functions)
            told[t] = state["h"] = state["h"] + (moved_by if t == at else 0)
        return told

    def loss(at, moved_by):
        below = [read(ways[0], x, None, 0), read(ways[1], x, at, moved_by)]
        inputs = np.stack([np.concatenate(both, axis=-1) for both in zip(*below, strict=True)], axis=1)
        last = np.concatenate(
            [read(ways[2], inputs, None, 0)[-1], read(ways[3], inputs, None, 0)[0]], axis=-1
        )
        return float(((last @ dense[0] + dense[1] - 0.4) ** 2).mean())

    for at in (0, 2, 5):
        slopes = [(loss(at, 1e-6 * e) - loss(at, -1e-6 * e)) / 2e-6 for e in np.eye(3)]
        assert norms[1]["h"][at] == pytest.approx(np.linalg.norm(slopes), rel=2e-4)


def test_gradients_of_a_text_reach_every_word_both_ways():
    task = SentimentSpec(pooling="max", embedding=3)
    network = many_to_class(
        CELLS["lstm"], ModelSpec(bidirectional=True, layers=2), task,
        units=4, words=12, classes=2, kernel="standard", seed=1,
    )  # fmt: skip
    compiled(network, TrainingSpec(), keras.losses.CategoricalCrossentropy(from_logits=True))
    found = gradient_norms(network, TEXTS[:1], np.array([[1.0, 0.0]]), CELLS["lstm"])
    assert len(found) == 4 and all(set(one) == {"h", "c"} for one in found)
    assert all(values.shape == (6,) and np.isfinite(values).all() for one in found for values in one.values())


def test_both_spaces_walk_the_same_way():
    network = moved(
        many_to_one(
            CELLS["gru"], ModelSpec(), units=4, lookback=5, columns=2, outputs=1, kernel="standard", seed=1
        )
    )
    x = np.random.default_rng(2).normal(size=(2, 5, 2))
    np.testing.assert_allclose(
        walk(network, x, CELLS["gru"]).answer, np.asarray(walk(network, x, CELLS["gru"], BACKEND).answer),
        atol=1e-6,
    )  # fmt: skip
