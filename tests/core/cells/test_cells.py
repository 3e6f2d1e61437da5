"""The table of cells says the truth about Keras' layers."""

from dataclasses import replace

import numpy as np
import pytest

from core.cells import CELLS, USUAL, Cell, cell_named, network_weights, units_for_budget
from core.cells.steps import Weights, numpy_functions, steps_of
from core.errors import UserError
from core.specs import ModelSpec
from core.store.plan import Ends, cell_size
from core.tasks.forecast.spec import QUICK, ForecastSpec

UGRNN = Cell("ugrnn", "tests.core.cells.ugrnn", layer="", blocks=2)
INDRNN = Cell("indrnn", "tests.core.cells.indrnn", layer="", blocks=1, gated=False)
ALL = [*CELLS.values(), UGRNN, INDRNN]


@pytest.mark.keras
@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
@pytest.mark.parametrize(("layers", "bidirectional"), [(1, False), (2, False), (2, True)])
@pytest.mark.parametrize("first", ["orthogonal", "identity"])
def test_a_network_has_the_weights_that_were_promised(monkeypatch, cell, layers, bidirectional, first):
    from core.networks.build import many_to_one

    monkeypatch.setitem(CELLS, cell.name, cell)
    model = ModelSpec(units=5, layers=layers, bidirectional=bidirectional, recurrent_initializer=first)
    network = many_to_one(cell, model, units=5, lookback=4, columns=3, outputs=2, kernel="standard", seed=1)
    promised = network_weights(cell, inputs=3, units=5, layers=layers, outputs=2, bidirectional=bidirectional)
    assert network.count_params() == promised


@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_every_weight_that_is_counted_does_something(cell):
    """Each one, moved on its own, moves what the cell tells after two steps."""
    random, steps = np.random.default_rng(1), steps_of(cell)
    weights = Weights(*(random.normal(size=shape) for shape in cell.shapes(3, 4)))
    inputs = random.normal(size=(2, 5, 3))

    def told(weights):
        state = {name: np.zeros((5, 4)) for name in steps.STATES}
        for x in inputs:
            state = steps.step(x, state, weights, numpy_functions("tanh"))
        return state["h"]

    before, counted = told(weights), 0
    for place, array in enumerate(weights):
        for index in np.ndindex(array.shape):
            moved = [one.copy() for one in weights]
            moved[place][index] += 0.5
            assert not np.array_equal(told(Weights(*moved)), before), (place, index)
            counted += 1
    assert counted == cell.weights(3, 4)


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
def test_a_module_says_what_its_row_says(cell):
    """The formula of the weight count, evaluated; as many blocks; an equation for each part; a paper."""
    steps = steps_of(cell)
    count = steps.COUNT.replace(r"\,", "*").replace("n*(", "n * (")
    for m, n in ((1, 1), (3, 4), (8, 32)):
        assert eval(count, {"m": m, "n": n}) == cell.weights(m, n)
    assert len(steps.BLOCKS) == cell.blocks
    assert {one.part for one in steps.EQUATIONS} == {part.name for part in steps.PARTS}
    assert steps.PAPERS and all(paper.address.startswith("https://") for paper in steps.PAPERS)


def test_a_minimal_gated_unit_can_be_chosen_and_is_not_chosen_beforehand():
    assert [*USUAL, "mgu"] == [*CELLS] and QUICK.cells == USUAL == ("rnn", "lstm", "gru")
    assert replace(QUICK, cells=("mgu", "rnn")).cells == ("rnn", "mgu")


def test_scripts_hold_cells_of_ours_whose_blocks_are_matrices():
    assert all(cell.portable for cell in (*CELLS.values(), UGRNN)) and not INDRNN.portable


def test_a_minimal_gated_unit_computes_what_its_paper_says():
    """Zhou et al. 2016: f = s(W_f [h, x] + b_f), n = tanh(W_n [f h, x] + b_n), h' = (1 - f) h + f n."""
    cell, random = CELLS["mgu"], np.random.default_rng(3)
    kernel, recurrent, bias = (random.normal(size=shape) for shape in cell.shapes(3, 4))
    of_gate = np.concatenate([recurrent[:, :4], kernel[:, :4]])  # as in the paper, for [h, x]
    of_candidate = np.concatenate([recurrent[:, 4:], kernel[:, 4:]])
    h = wanted = np.zeros((2, 4))
    for x in random.normal(size=(6, 2, 3)):
        h = steps_of(cell).step(x, {"h": h}, Weights(kernel, recurrent, bias), numpy_functions("tanh"))["h"]
        f = 1 / (1 + np.exp(-(np.concatenate([wanted, x], axis=1) @ of_gate + bias[:4])))
        new = np.tanh(np.concatenate([f * wanted, x], axis=1) @ of_candidate + bias[4:])
        wanted = (1 - f) * wanted + f * new
    np.testing.assert_allclose(h, wanted, rtol=1e-12)


def test_what_has_no_matrix_gets_more_units_for_the_same_budget(monkeypatch):
    monkeypatch.setitem(CELLS, "indrnn", INDRNN)
    spec = replace(QUICK, task=ForecastSpec(target="y"), match="parameters", model=ModelSpec(units=8))
    (_, budget), (units, weights) = (cell_size(spec, cell, Ends(1, 3)) for cell in (CELLS["lstm"], INDRNN))
    assert weights == units * (1 + 1 + 1) + (units + 1) * 3 and units > 8
    assert abs(weights - budget) <= 3  # half of what a unit more would cost


def test_equal_budgets_are_met_as_closely_as_units_allow():
    gru = CELLS["gru"]
    units = units_for_budget(lambda n: gru.weights(3, n), budget=10_000)
    distances = [abs(gru.weights(3, n) - 10_000) for n in (units - 1, units, units + 1)]
    assert distances[1] == min(distances)


def test_an_unknown_cell_is_answered_with_the_known_ones():
    with pytest.raises(UserError) as error:
        cell_named("ugrnn")
    assert error.value.key == "unknown_cell" and "lstm" in error.value.facts["known"]
