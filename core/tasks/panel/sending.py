"""What to send for each series, named before the test is looked at."""

import warnings
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from core.arrays import Floats


def chosen_methods(errors: Mapping[str, Floats], shared: float = 0.0) -> tuple[str, ...]:
    """For each series the method with the lowest error on the calibration, shrunk toward that over all.

    A method's error is told as a share of the mean over all methods on the same series, so that what is hard
    to forecast weighs no more. How far a series may differ from all others is told from the
    shares themselves (empirical Bayes; Efron & Morris 1975): the variance between series beyond what the
    variance within them makes of so few origins. From a single origin that cannot be told: then all series
    get the method that is best over all.

    Args:
        errors: By method, the simplest first, (series, origins); NaN where it has none.
        shared: Share of the steps that two origins have in common, on average over pairs (`shared_steps`):
            their errors resemble each other by as much.
    """
    names = list(errors)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # series of which nothing is known
        table = np.stack([errors[name] for name in names])  # (methods, series, origins)
        usual = np.nanmean(table, axis=(0, 2))[:, None]  # (series, 1)
        over_all = np.nanmean(table, axis=(1, 2)) / np.nanmean(table)
        shrunk = _shrunk(table / np.where(usual > 0, usual, 1.0), over_all[:, None], shared)
    best = np.argmin(np.where(np.isfinite(shrunk), shrunk, np.inf), axis=0)
    return tuple(names[place] for place in best)


def picked(forecasts: Mapping[str, Floats], chosen: Sequence[str]) -> Floats:
    """The chosen method's forecasts of each series."""
    return np.stack([forecasts[name][place] for place, name in enumerate(chosen)])


def shared_steps(back: Sequence[int], horizon: int) -> float:
    """The share of their steps that two origins have in common, on average over all pairs.

    Args:
        back: How many steps before the end the origins lie.
    """
    pairs = [max(0.0, 1 - abs(one - other) / horizon) for one, other in combinations(back, 2)]
    return sum(pairs) / len(pairs) if pairs else 0.0


def _shrunk(shares: Floats, over_all: Floats, shared: float) -> Floats:
    """Of each method and series, (methods, series) from (methods, series, origins).

    Args:
        over_all: Of each method over all series, (methods, 1).
    """
    own, count = np.nanmean(shares, axis=2), np.isfinite(shares).sum(axis=2)
    several = count >= 2
    if not several.any():
        return np.broadcast_to(over_all, own.shape)
    further = own - np.nanmean(own, axis=1, keepdims=True)
    within = float(np.nanmean(np.nanvar(shares[several], axis=1, ddof=1))) / (1 - shared)
    noise = within * (1 + (count - 1) * shared) / np.maximum(count, 1)  # of a mean of errors that are alike
    between = max(0.0, float(np.mean(further[several] ** 2)) - float(noise[several].mean()))
    weight = np.where(several, between / np.maximum(between + noise, 1e-12), 0.0)
    return np.where(count > 0, over_all + weight * further, over_all)
