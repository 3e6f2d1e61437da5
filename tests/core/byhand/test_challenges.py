"""Every challenge can be met, by the solutions that are shown, and by nobody who has not moved a dial."""

import numpy as np
import pytest

from core.byhand.cell import course, dials, weights_of
from core.byhand.challenges import CHALLENGES, GRADIENT, START, curve, held, met
from core.cells import CELLS

SOLVED = [(name, cell) for name, one in CHALLENGES.items() for cell in one.solutions]


def walked(challenge, cell, settings):
    return course(CELLS[cell], weights_of(CELLS[cell], 1, settings), challenge.inputs)


@pytest.mark.parametrize(("name", "cell"), SOLVED)
def test_a_solution_meets_its_challenge(name, cell):
    challenge = CHALLENGES[name]
    assert set(challenge.solutions[cell]) == {dial.name for dial in dials(CELLS[cell], 1)}
    found = walked(challenge, cell, challenge.solutions[cell])
    assert met(challenge, found) and held(challenge, found)[0] > 0
    values = list(challenge.solutions[cell].values())
    assert np.abs(values).max() <= 8 and np.allclose(np.round(values, 1), values)  # where dials can stand


@pytest.mark.parametrize("name", CHALLENGES)
def test_no_cell_meets_it_before_a_dial_has_moved(name):
    for cell in CELLS:
        start = {dial.name: START[dial.letter] for dial in dials(CELLS[cell], 1)}
        assert not met(CHALLENGES[name], walked(CHALLENGES[name], cell, start))


def test_each_has_a_solution_and_only_a_memory_without_bounds_counts():
    assert {name for name, _ in SOLVED} == set(CHALLENGES)
    assert set(CHALLENGES["count"].solutions) == {"lstm"}
    assert set(CHALLENGES["keep"].solutions) == set(CELLS)


def test_what_it_asks_for_is_what_the_words_say():
    keep, survive = CHALLENGES["keep"], CHALLENGES["survive"]
    (band,) = keep.bands
    assert keep.inputs[4] == keep.inputs.sum() == 1 and (band.low[4:] == 0.7).all() and len(band.low) == 25
    gradient = survive.bands[0]
    assert gradient.of == GRADIENT and gradient.counts.sum() == 51 and gradient.low[0] == 0.5
    found = walked(survive, "rnn", {"U.h.1.1": 1.0})  # it does not listen: the gradient lives, and no more
    assert np.allclose(curve(found, GRADIENT), 1.0, atol=1e-6) and not met(survive, found)
