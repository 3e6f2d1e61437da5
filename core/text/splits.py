"""Which texts are trained on, chosen on, calibrated on and tested on."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Ints

SPLIT_SEED = 20_201
BLOCKS = ("train", "validation", "calibration", "test")


@dataclass(frozen=True)
class Shares:
    """How much of the texts each held-out block gets."""

    validation: float
    calibration: float
    test: float


def split(labels: Ints, given_test: np.ndarray, shares: Shares, seed: int = SPLIT_SEED) -> dict[str, Ints]:
    """Split at random, each class by itself; a given test set is kept as it is.

    Args:
        labels: Class of each text.
        given_test: Which texts were given as test; none of them: a part is drawn.

    Returns:
        Row numbers by block, in ascending order; every class has at least one text in every drawn block.
    """
    random = np.random.default_rng(seed)
    found: dict[str, list[Ints]] = {block: [] for block in BLOCKS}
    for label in np.unique(labels):
        rows = random.permutation(np.flatnonzero((labels == label) & ~given_test))
        start = 0
        for block in ("validation", "calibration") + (() if given_test.any() else ("test",)):
            count = max(1, round(getattr(shares, block) * len(rows)))
            found[block].append(rows[start : start + count])
            start += count
        found["train"].append(rows[start:])
    if given_test.any():
        found["test"] = [np.flatnonzero(given_test)]
    return {block: np.sort(np.concatenate(parts)) for block, parts in found.items()}
