"""How far the mean of a series of losses may lie from its expectation where neighbours resemble each other.

The variance is read off the lowest frequencies of the periodogram (Daniell's weights) and has 2 m degrees of
freedom for m of them: a ratio to it is compared with Student's t, not with the normal distribution
(fixed-m asymptotics; Coroneo & Iacone 2020, Journal of Applied Econometrics 35). The long-run variances of
Kiefer & Vogelsang 2005 (Bartlett's kernel, fixed b) held the size less well in `benchmarks.laws`.
"""

import math
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats

MOST_PERSISTENT = 0.97  # beyond, a series of this length cannot be told from a random walk


@dataclass(frozen=True)
class Spectrum:
    """The lowest frequencies of series with the same origins."""

    basis: "np.ndarray"  # complex, shape (m, origins)
    angles: Floats  # in radians per stretch of `shared` steps, shape (m,)
    pairs: tuple["np.ndarray", "np.ndarray"]  # origins that lie `shared` steps apart
    independent: float  # how many stretches of that length there are

    @property
    def freedom(self) -> int:
        """Degrees of freedom of the variance."""
        return 2 * len(self.angles)

    def of(self, values: Floats) -> "np.ndarray":
        """Fourier coefficients such that their mean square is the long-run variance; shape (m,), complex."""
        return self.basis @ (values - values.mean())

    def weights(self, values: Floats) -> Floats:
        """What persistence takes from the variance at each frequency, given back: at least 1, shape (m,).

        Few stretches tell little of the frequency zero. Where what lies `shared` steps apart still resembles
        each other, a first-order autoregression carries the variance there (prewhitening; Andrews & Monahan
        1992), its coefficient freed of its bias (Kendall 1954).
        """
        centred = values - values.mean()
        found = float(centred[self.pairs[0]] @ centred[self.pairs[1]]) / float(centred @ centred or 1.0)
        found = min(max(found + (1 + 3 * found) / self.independent, 0.0), MOST_PERSISTENT)
        shape: Floats = (1 + found * found - 2 * found * np.cos(self.angles)) / (1 - found) ** 2
        return shape


def spectrum(places: Floats, shared: int, independent: int) -> Spectrum:
    """The lowest frequencies for origins at some places.

    As many as the cube root of the stretches that share nothing (Coroneo & Iacone 2020), at least one.

    Args:
        places: When the origins are, in strides from the first one, ascending; some may be missing.
        shared: Strides from which on two origins share no target step.
        independent: How many origins share no target step with each other.
    """
    n, span = len(places), float(places[-1] - places[0] + 1)
    most = max(1, (n - 1) // 2)
    count = min(max(1, math.floor(independent ** (1 / 3) + 1e-9)), most)
    turns = 2 * np.pi * np.arange(1, count + 1) / span
    basis = np.exp(-1j * np.outer(turns, places))
    basis /= np.sqrt((np.abs(basis - basis.mean(axis=1, keepdims=True)) ** 2).sum(axis=1, keepdims=True))
    later = np.searchsorted(places, places + shared)
    found = later < n
    found[found] = places[later[found]] == places[found] + shared
    return Spectrum(basis, turns * shared, (np.flatnonzero(found), later[found]), independent)
