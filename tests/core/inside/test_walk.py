"""What the step functions compute is what the trained layers compute."""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from core.cells import CELLS  # noqa: E402
from core.cells.steps import Weights, numpy_functions, steps_of  # noqa: E402
from core.inside.walk import BACKEND, walk  # noqa: E402
from core.networks.build import many_to_one  # noqa: E402
from core.specs import ModelSpec  # noqa: E402
from core.tasks.sentiment.network import many_to_class  # noqa: E402
from core.tasks.sentiment.spec import SentimentSpec  # noqa: E402

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
        told = [w.computed[0 if w.backwards else -1]["h"] if last else w.over_time("h") for w in ways]
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


@pytest.mark.parametrize(
    ("cell", "pooling", "kernel"),
    [
        *((cell, "max", KERNELS[-1]) for cell in CELLS.values()),
        *((cell, "last", "standard") for cell in CELLS.values()),
        *((CELLS["gru"], pooling, "standard") for pooling in ("mean", "attention")),
    ],
    ids=lambda one: getattr(one, "name", one),
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
        text = text.replace(r"\\ &\qquad", "")  # where a long line breaks
        found = eval(text.replace("\\cdot", "*").replace("\\", ""), known)  # noqa: S307
        assert found == pytest.approx(values[equation.part], rel=1e-9)


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
