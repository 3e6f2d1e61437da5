"""From the activations of a layer to what is worth looking at."""

import numpy as np
from scipy.cluster.hierarchy import leaves_list, linkage

from core.arrays import Floats, Ints

GATE_CLOSED, GATE_OPEN = 0.1, 0.9  # beyond these a gate counts as saturated (Karpathy, Johnson & Li 2016)


def saturation(gate: Floats) -> list[float]:
    """Shares of a gate's values (time, units) that are nearly closed and nearly open."""
    return [float((gate < GATE_CLOSED).mean()), float((gate > GATE_OPEN).mean())]


def most_moving(states: Floats, most: int) -> Ints:
    """The units that vary most over time, in their own order; all where they are few.

    Args:
        states: (time, units).
    """
    if states.shape[1] <= most:
        return np.arange(states.shape[1])
    return np.sort(np.argsort(-states.std(axis=0), kind="stable")[:most])


def by_similarity(states: Floats) -> Ints:
    """An order of the units in which those that behave alike stand together.

    Leaves of a hierarchical clustering (average linkage, Euclidean distance of the states over time), turned
    so that neighbours are as close as they can be (Bar-Joseph et al. 2001).

    Args:
        states: (time, units).
    """
    if states.shape[1] < 3:
        return np.arange(states.shape[1])
    return np.asarray(leaves_list(linkage(states.T, method="average", optimal_ordering=True)), dtype=np.int64)
