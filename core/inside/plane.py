"""The way of a hidden state through time, seen in the plane in which it moves most."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats


@dataclass(frozen=True)
class Plane:
    """Points in a plane, and how much of the movement it shows."""

    points: Floats  # (steps, 2)
    shares: tuple[float, float]  # of the variance, along each of its directions


def plane(states: Floats) -> Plane:
    """Project states on the two directions along which they vary most (Pearson 1901).

    A direction points to where its strongest unit grows, so that equal states give equal pictures.

    Args:
        states: (steps, units); a layer of one unit moves along the first direction only.
    """
    moved = states.astype(np.float64) - states.mean(axis=0, dtype=np.float64)
    _, sizes, directions = np.linalg.svd(moved, full_matrices=False)
    taken = directions[:2]
    strongest = np.abs(taken).argmax(axis=1)
    taken = taken * np.where(np.take_along_axis(taken, strongest[:, None], axis=1) < 0, -1.0, 1.0)
    points = np.zeros((len(states), 2))
    points[:, : len(taken)] = moved @ taken.T
    whole = float((sizes**2).sum()) or 1.0
    shares = [float(size**2) / whole for size in sizes[:2]] + [0.0, 0.0]
    return Plane(points, (shares[0], shares[1]))
