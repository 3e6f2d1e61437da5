"""Cells are read as they are written, and derived as differences say."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cells import CELLS
from core.cells.derivative import derive
from core.cells.graph import Node, NotCovered, Step, gathered, read_step
from core.cells.steps import numpy_functions, steps_of

SUMS = [Node("sum", name=((kind, block),)) for kind, block in (("h", 0), ("h", 1), ("x", 2))]
STATES = [Node("state", name=name) for name in ("h", "c")]
NEAR = 1e-6


def value(node, known):
    """An expression's number."""
    if node in known:
        return known[node]
    parts = [value(part, known) for part in node.parts]
    match node.operation:
        case "number":
            return node.name
        case "add":
            return parts[0] + parts[1]
        case "sub":
            return parts[0] - parts[1]
        case "mul":
            return parts[0] * parts[1]
        case "positive":
            return parts[1] if parts[0] > 0 else 0.0
        case "sigmoid":
            return 1 / (1 + np.exp(-parts[0]))
        case "tanh":
            return np.tanh(parts[0])
        case "relu":
            return max(parts[0], 0.0)
    raise AssertionError(node)


def bent(part):
    return st.builds(lambda name, of: Node(name, (of,)), st.sampled_from(["sigmoid", "tanh", "relu"]), part)


def mixed(part):
    return st.builds(lambda name, *of: Node(name, of), st.sampled_from(["add", "sub", "mul"]), part, part)


leaves = st.sampled_from([*SUMS, *STATES, Node("number", name=0.5)])
expressions = st.recursive(leaves, lambda part: bent(part) | mixed(part), max_leaves=8)


@given(expressions, expressions, st.integers(0, 2**32 - 1))
def test_a_derivative_is_what_differences_say(h, c, seed):
    everything = h * SUMS[0] + SUMS[1] * SUMS[2], c + STATES[0]  # each sum is a part of it
    step = Step(3, ("h", "c"), everything, tuple(SUMS))
    random = np.random.default_rng(seed)
    known = {leaf: random.normal() for leaf in [*SUMS, *STATES]}
    change = {Node("change", name=name): random.normal() for name in ("h", "c")}
    back = derive(step)

    def loss(at):
        return sum(value(node, at) * weight for node, weight in zip(step.after, change.values(), strict=True))

    for leaf, gradient in zip([*SUMS, *STATES], [*back.sums, *back.states], strict=True):
        more, less = (loss(known | {leaf: known[leaf] + near}) for near in (NEAR, -NEAR))
        found = value(gradient, known | change)
        assert found == pytest.approx((more - less) / (2 * NEAR), rel=1e-4, abs=1e-4 * (1 + abs(loss(known))))


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_a_step_read_is_the_step_or_says_that_it_is_not_covered(cell, activation):
    module = steps_of(cell)
    try:
        step = read_step(module, activation)
    except NotCovered:
        assert not cell.fast
        return
    random = np.random.default_rng(1)
    terms = {
        (kind, block): random.normal()
        for kind in ("x", "h", "b0", "b1")
        for block in range(len(module.BLOCKS))
    }
    known = {node: sum(terms[name] for name in node.name) for node in step.sums}
    state = {name: random.normal() for name in module.STATES}
    known |= {Node("state", name=name): number for name, number in state.items()}

    def product(kind):
        return np.array([[terms[kind, block] for block in range(len(module.BLOCKS))]])

    class Weights:
        """Whatever is multiplied with it, the answer is known."""

        __array_ufunc__ = None

        def __init__(self, kind):
            self.kind = kind

        def __rmatmul__(self, other):
            return product(self.kind)

    bias = np.concatenate([product("b0"), product("b1")]) if cell.biases == 2 else product("b0")[0]
    weights = SimpleNamespace(kernel=Weights("x"), recurrent=Weights("h"), bias=bias)
    states = {name: np.array([[number]]) for name, number in state.items()}
    told = module.step(np.zeros((1, 1)), states, weights, numpy_functions(activation))
    for name, node in zip(step.states, step.after, strict=True):
        assert value(node, known) == pytest.approx(told[name][0, 0])


def test_terms_that_are_added_up_become_one_sum():
    terms = [Node("term", name=("x", 0)), Node("term", name=("h", 0))]
    node = gathered(terms[0] + (STATES[0] + terms[1]))
    assert node.parts[0] == Node("sum", name=(("h", 0), ("x", 0))) and node.parts[1] == STATES[0]
