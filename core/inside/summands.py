"""Of what the sums W x and U h consist at one step: each number that is read times its weight."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.inside.walk import Way

NEAR = 1e-6  # relative: how well summands have to add up to the sum that the walk computed


@dataclass(frozen=True)
class Summands:
    """Of one block's sum for one unit: what is read, by which weight it is multiplied."""

    block: str
    letter: str  # "W" or "U"
    read: Floats  # (inputs,) or (units,)
    weights: Floats  # likewise
    gate: str = ""  # of U: the part that the state is multiplied by before

    @property
    def products(self) -> Floats:
        """What adds up to the sum."""
        return self.read * self.weights


def summands(way: Way, at: int, unit: int) -> list[Summands]:
    """All of one unit at one step of the first example; what does not add up to the walk's sums is left out.

    Args:
        at: The step, from 0 in the order of time.
        unit: From 0.
    """
    now, found = way.again(at), []
    names, units = way.steps.BLOCKS, way.weights.recurrent.shape[0]
    inputs = np.asarray(way.inputs[0, at], dtype=np.float64)
    for place, block in enumerate(names):
        columns = slice(place * units, (place + 1) * units)
        for letter, term, weights, reads in (
            ("W", f"x_{block}", way.weights.kernel, iter([("", inputs)])),
            ("U", f"h_{block}", way.weights.recurrent, _read(way, now)),
        ):
            own = np.asarray(weights)[:, columns]
            if own.shape[1] != units or term not in now:
                continue
            for gate, read in reads:
                if np.allclose(read @ own, now[term][0], rtol=NEAR, atol=NEAR):
                    found.append(Summands(block, letter, read, own[:, unit], gate))
                    break
    return found


def _read(way: Way, now: dict[str, Floats]) -> Iterator[tuple[str, Floats]]:
    """What U may be multiplied by: the state before, or as much of it as a gate lets through."""
    before = np.asarray(now["h_before"][0], dtype=np.float64)
    yield "", before
    for part in way.steps.PARTS:
        if part.kind == "gate":
            yield part.name, np.asarray(now[part.name][0]) * before
