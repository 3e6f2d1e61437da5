"""Which texts are trained on, chosen on, calibrated on and tested on."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.arrays import Ints
from core.data.entries import each

SPLIT_SEED = 20_201
BLOCKS = ("train", "validation", "calibration", "test")


@dataclass(frozen=True)
class Shares:
    """How much of the texts each held-out block gets."""

    validation: float
    calibration: float
    test: float


def fingerprints(texts: Iterable[str]) -> "np.ndarray":
    """A number per text, uint64, that depends on its letters alone and is spread evenly."""
    return np.frombuffer(b"".join(each(_fingerprint, texts)), dtype=">u8").astype(np.uint64)


def _fingerprint(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def split_by_content(
    prints: "np.ndarray", labels: Ints, given_test: np.ndarray, shares: Shares
) -> dict[str, Ints]:
    """Split by what the texts are: the same texts fall the same way, whatever their labels and their order.

    Blocks are stretches in the order of the fingerprints, so that corrected labels are tested on the texts
    that the old ones were. Only where a class would miss in a block, its first text in that order is taken
    out of training.

    Args:
        prints: Of each text (see `fingerprints`).
        labels: Class of each text.
        given_test: Which texts were given as test; none of them: a part is drawn.

    Returns:
        Row numbers by block, in ascending order; every class with enough texts is in every drawn block.
    """
    drawn = ("validation", "calibration") + (() if given_test.any() else ("test",))
    free = np.flatnonzero(~given_test)
    order = free[np.argsort(prints[free], kind="stable")]
    found: dict[str, list[int]] = {block: [] for block in BLOCKS}
    start = 0
    for block in reversed(drawn):  # the test first: it stays where the other shares are changed
        count = max(1, round(getattr(shares, block) * len(order)))
        found[block] = order[start : start + count].tolist()
        start += count
    found["train"] = order[start:].tolist()
    for block in drawn:
        for label in np.setdiff1d(labels[free], labels[found[block]]):
            mine = [row for row in found["train"] if labels[row] == label]
            if len(mine) > 1:
                found["train"].remove(mine[0])
                found[block].append(mine[0])
    if given_test.any():
        found["test"] = np.flatnonzero(given_test).tolist()
    return {block: np.sort(np.array(rows, dtype=np.int64)) for block, rows in found.items()}


def split(labels: Ints, given_test: np.ndarray, shares: Shares, seed: int = SPLIT_SEED) -> dict[str, Ints]:
    """Split at random, each class by itself; a given test set is kept as it is. Older experiments were.

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
