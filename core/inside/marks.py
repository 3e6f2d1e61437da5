"""What a gate does at the steps that matter; apart from `core.inside.units`, whose scipy pages do without."""

import numpy as np

from core.arrays import Floats, Ints


def telling_unit(gate: Floats, marks: Ints) -> tuple[int, float, float]:
    """The unit whose gate tells marked steps from the others best: its place, its means there and elsewhere.

    Args:
        gate: (time, units).
        marks: Places of the marked steps, not all.
    """
    marked = np.isin(np.arange(len(gate)), marks)
    there, elsewhere = gate[marked].mean(axis=0), gate[~marked].mean(axis=0)
    unit = int(np.abs(there - elsewhere).argmax())
    return unit, float(there[unit]), float(elsewhere[unit])
