"""Groups of classifiers on the same texts: a paired bootstrap of the difference in accuracy."""

import numpy as np

from core.arrays import Floats

DRAWS = 2000


def drawn_accuracies(right: "np.ndarray", *, draws: int = DRAWS, seed: int = 0) -> Floats:
    """Accuracy of each network in each draw of as many texts with replacement, shape (draws, networks).

    Args:
        right: Whether each network told each text's class, shape (networks, n).
        seed: Of the draws; one call for all that is compared, so that all see the same texts.
    """
    random = np.random.default_rng(seed)
    texts = right.shape[1]
    shares = right.astype(np.float64) / texts
    found = np.empty((draws, len(right)))
    for draw in range(draws):
        counts = np.bincount(random.integers(texts, size=texts), minlength=texts)
        found[draw] = shares @ counts
    return found


def drawn_difference(
    ours: Floats, theirs: Floats, *, seed: int = 0, level: float = 0.95
) -> tuple[float, float, float]:
    """Interval and two-sided p of the difference between two groups' mean accuracies.

    The seeds of each group are drawn anew in each draw, each group's on its own.

    Args:
        ours: The first group's accuracies, shape (draws, its seeds), from `drawn_accuracies`.
        theirs: The second group's, of the same draws.

    Returns:
        Low and high end of the difference; p, twice the smaller share of draws at or beyond zero, with one
        added to both counts (Davison & Hinkley 1997, 4.2), at most 1.
    """
    random = np.random.default_rng(seed)
    found = _means(ours, random) - _means(theirs, random)
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    smaller = min(np.sum(found <= 0), np.sum(found >= 0))
    return float(low), float(high), float(min(1.0, 2 * (1 + smaller) / (1 + len(found))))


def _means(accuracies: Floats, random: np.random.Generator) -> Floats:
    """Mean of each draw over as many seeds drawn with replacement."""
    seeds = accuracies.shape[1]
    chosen = random.multinomial(seeds, np.full(seeds, 1 / seeds), size=len(accuracies)) / seeds
    found: Floats = (accuracies * chosen).sum(axis=1)
    return found
