"""The table of cells says the truth about Keras' layers."""

import pytest

from core.cells import CELLS, cell_named, network_weights, units_for_budget
from core.errors import UserError
from core.specs import ModelSpec


@pytest.mark.keras
@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
@pytest.mark.parametrize(("layers", "bidirectional"), [(1, False), (2, False), (2, True)])
def test_a_network_has_the_weights_that_were_promised(cell, layers, bidirectional):
    from core.networks.build import many_to_one

    model = ModelSpec(units=5, layers=layers, bidirectional=bidirectional)
    network = many_to_one(cell, model, units=5, lookback=4, columns=3, outputs=2, kernel="standard", seed=1)
    promised = network_weights(cell, inputs=3, units=5, layers=layers, outputs=2, bidirectional=bidirectional)
    assert network.count_params() == promised


def test_equal_budgets_are_met_as_closely_as_units_allow():
    gru = CELLS["gru"]
    units = units_for_budget(lambda n: gru.weights(3, n), budget=10_000)
    distances = [abs(gru.weights(3, n) - 10_000) for n in (units - 1, units, units + 1)]
    assert distances[1] == min(distances)


def test_an_unknown_cell_is_answered_with_the_known_ones():
    with pytest.raises(UserError) as error:
        cell_named("mgu")
    assert error.value.key == "unknown_cell" and "lstm" in error.value.facts["known"]
