"""Which units are on during a stretch of the input and off elsewhere (Strobelt et al. 2018, LSTMVis)."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints

LEAST = 0.05  # of the largest state of all units: a unit that never gets so far is never on


@dataclass(frozen=True)
class Tuned:
    """A unit, and when it is on."""

    place: int  # among the units
    sign: int  # 1: on where its state is high, -1: where it is low
    within: float  # share of the stretch's steps at which it is on
    elsewhere: float  # the same of all other steps
    on: Ints  # the steps, from 0


def tuned_units(states: Floats, begin: int, end: int, level: float, most: int = 6) -> list[Tuned]:
    """The units that a stretch tells from the rest best, the best first.

    A unit is on where its state lies beyond `level` times its own largest one, on the side on which it is on
    average during the stretch. The order is by the share of steps on within less that elsewhere (Youden's
    index); of equal ones those whose mean state in the stretch is larger come first.

    Args:
        states: (steps, units).
        begin: First step of the stretch, from 0.
        end: The step behind its last one.
        level: Between 0 and 1.

    Returns:
        At most so many units, none that is on as often elsewhere.
    """
    inside = np.zeros(len(states), dtype=bool)
    inside[begin:end] = True
    mean = states[inside].mean(axis=0)
    signs = np.where(mean < 0, -1, 1)
    turned = states * signs
    largest = np.abs(states).max(axis=0)
    on = (turned >= level * largest) & (largest >= max(LEAST * largest.max(initial=0.0), 1e-12))
    within = on[inside].mean(axis=0)
    elsewhere = on[~inside].mean(axis=0) if not inside.all() else np.zeros(states.shape[1])
    order = np.lexsort((-np.abs(mean), -(within - elsewhere)))
    return [
        Tuned(int(p), int(signs[p]), float(within[p]), float(elsewhere[p]), np.flatnonzero(on[:, p]))
        for p in order[:most]
        if within[p] > elsewhere[p]
    ]
