"""Two named classifiers on the same texts; never pooled seeds."""

from dataclasses import dataclass

import numpy as np

FEW = 25  # texts that exactly one of two got right below which the test is exact


@dataclass(frozen=True)
class McNemar:
    """Two classifiers on the same texts."""

    first: int  # texts that only the first got right
    second: int  # texts that only the second got right
    p: float  # two-sided
    exact: bool


def mcnemar(first: "np.ndarray", second: "np.ndarray") -> McNemar:
    """Whether two classifiers err on different texts by luck (McNemar 1947).

    Exact (binomial) below 25 texts that exactly one got right, else chi-squared with Edwards' correction.

    Args:
        first: Whether the first told each text's class, shape (n,).
        second: The same of the second.
    """
    from scipy.special import bdtr, chdtrc

    ours, theirs = int(np.sum(first & ~second)), int(np.sum(second & ~first))
    odd = ours + theirs
    if odd < FEW:
        p = min(1.0, 2 * float(bdtr(min(ours, theirs), odd, 0.5))) if odd else 1.0
        return McNemar(ours, theirs, p, True)
    statistic = max(abs(ours - theirs) - 1, 0) ** 2 / odd
    return McNemar(ours, theirs, float(chdtrc(1, statistic)), False)
