"""Classifiers on the same texts: a paired bootstrap of the difference in accuracy."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from core.arrays import Floats
from core.evaluate.verdict import Judged, families

DRAWS = 2000
BOOTSTRAP_SEED = 20
BITS = 62  # of a whole number
FEW = 500  # ways to be right and wrong, so many that all of them are drawn at once


def drawn_accuracies(right: "np.ndarray", *, draws: int = DRAWS, seed: int = 0) -> Floats:
    """Accuracy of each network in each draw of as many texts with replacement, shape (draws, networks).

    Args:
        right: Whether each network told each text's class, shape (networks, n).
        seed: Of the draws; one call for all that is compared, so that all see the same texts.
    """
    random = np.random.default_rng(seed)
    texts = right.shape[1]
    if right.dtype == bool and len(right) < BITS:
        code = (1 << np.arange(len(right))) @ right
        _, first, often = np.unique(code, return_index=True, return_counts=True)
        if len(often) <= FEW:  # texts that all tell alike are drawn together: the same law, much sooner
            together: Floats = random.multinomial(texts, often / texts, size=draws) @ (
                right[:, first].T / texts
            )
            return together
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


def judged_texts(
    cells: Mapping[str, "np.ndarray"], baselines: Mapping[str, "np.ndarray"], beforehand: str
) -> list[Judged]:
    """Judge each cell against every baseline, by a paired bootstrap over the test texts.

    As for forecasts, who is called better is better than every baseline: p is the largest of the
    one-sided p-values (an intersection-union test, Berger 1982), with Holm over the cells; worse is tested
    against the method that was chosen beforehand. `skill` is the gain in accuracy over the most accurate
    baseline.

    Args:
        cells: Per cell whether it told each test text's class, shape (texts,), or (networks, texts) for
            networks whose mean accuracy is judged.
        baselines: The same of each baseline, shape (texts,), at least one.
        beforehand: The baseline that was chosen on validation.
    """
    rows = {name: np.atleast_2d(right) for name, right in [*cells.items(), *baselines.items()]}
    drawn = drawn_accuracies(np.concatenate(list(rows.values())), seed=BOOTSTRAP_SEED)
    split = np.split(drawn, np.cumsum([len(each) for each in rows.values()])[:-1], axis=1)
    scores = {name: float(each.mean()) for name, each in rows.items()}
    return judged_draws(dict(zip(rows, split, strict=True)), scores, list(cells), beforehand)


def judged_draws(
    drawn: Mapping[str, Floats], scores: Mapping[str, float], cells: Sequence[str], beforehand: str
) -> list[Judged]:
    """Judge cells by a score of which more is better, from its draws; the rest are the simple methods.

    Args:
        drawn: Of each method, the score of its networks in each draw, (draws, networks).
        scores: Of each method, the mean over its networks on the whole test.
    """
    random = np.random.default_rng(BOOTSTRAP_SEED)
    means = {name: _means(each, random) for name, each in drawn.items()}
    baselines = [name for name in drawn if name not in cells]
    hardest = max(baselines, key=lambda name: scores[name])
    found = []
    for cell in cells:
        gains = {name: means[cell] - means[name] for name in baselines}
        ends = {name: np.quantile(gain, [0.025, 0.975]) for name, gain in gains.items()}
        low, high = (float(end) for end in ends[hardest])
        p = max(_share(gain <= 0) for gain in gains.values())
        worse, lowest = _share(gains[beforehand] >= 0), min(float(end[0]) for end in ends.values())
        gain = scores[cell] - scores[hardest]
        found.append(Judged(cell, gain, low, high, p, None, worse, None, lowest))
    return families(found)


def accuracy_margin(examples: int) -> float:
    """How far an accuracy on so many examples may be off: at most this, 95 times out of 100.

    Half the width of the normal interval of a share of one half, where it is widest.
    """
    return 1.96 * math.sqrt(0.25 / examples) if examples else 1.0


def _share(draws: "np.ndarray") -> float:
    """Of draws in which something holds, one added to both counts (Davison & Hinkley 1997, 4.2)."""
    return float((1 + draws.sum()) / (1 + len(draws)))
