"""Summands add up to what the walk computed, for every cell, block, unit and step."""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from core.cells import CELLS  # noqa: E402
from core.inside.summands import summands  # noqa: E402
from core.inside.walk import walk  # noqa: E402
from core.networks.build import many_to_one  # noqa: E402
from core.specs import ModelSpec  # noqa: E402
from tests.core.inside.test_walk import moved  # noqa: E402

pytestmark = pytest.mark.keras
UNITS, STEPS, COLUMNS = 4, 5, 3


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
def test_every_sum_is_the_sum_of_its_summands(cell):
    model = ModelSpec(units=UNITS, layers=2, bidirectional=True)
    network = moved(
        many_to_one(
            cell, model, units=UNITS, lookback=STEPS, columns=COLUMNS, outputs=1, kernel="standard", seed=1
        )
    )
    walked = walk(network, np.random.default_rng(2).normal(size=(1, STEPS, COLUMNS)), cell)
    for way in walked.ways:
        for at in range(STEPS):
            now = way.again(at)
            for unit in range(UNITS):
                found = summands(way, at, unit)
                letters = {"W": "x", "U": "h"}
                assert {(one.block, one.letter) for one in found} == {
                    (block, letter) for block in way.steps.BLOCKS for letter in letters
                }
                for one in found:
                    wanted = now[f"{letters[one.letter]}_{one.block}"][0, unit]
                    assert one.products.sum() == pytest.approx(wanted, rel=1e-6, abs=1e-6)
                    assert len(one.read) == (way.inputs.shape[-1] if one.letter == "W" else UNITS)
