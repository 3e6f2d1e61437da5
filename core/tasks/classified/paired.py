"""Two experiments on the same test examples, method by method: which tells more of them right."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.paired_accuracy import drawn_accuracies, drawn_difference
from core.evaluate.significance import holm
from core.evaluate.verdict import ALPHA
from core.tasks.classified.judging import right

SEED = 23  # of the draws


@dataclass(frozen=True)
class Paired:
    """One method, before and after."""

    method: str
    before: float  # accuracy
    after: float
    gain: float
    low: float  # its 95 % interval
    high: float
    p: float  # two-sided
    p_holm: float | None = None  # over the methods

    @property
    def finding(self) -> str:
        """ "better", "worse" or "no_difference"."""
        if self.p_holm is None or self.p_holm >= ALPHA or self.low <= 0 <= self.high:
            return "no_difference"
        return "better" if self.gain > 0 else "worse"


def paired(before: Mapping[str, Floats], after: Mapping[str, Floats], truth: Ints) -> list[Paired]:
    """Compare the methods that both have by a paired bootstrap over examples, Holm over the methods.

    Args:
        before, after: Probabilities by method, (examples, classes), of the same examples.
        truth: Their classes, as they are known by now.
    """
    found = []
    for name in (one for one in after if one in before):
        both = np.stack([right(before[name], truth), right(after[name], truth)])
        old, new = (float(one.mean()) for one in both)
        drawn = drawn_accuracies(both, seed=SEED)
        low, high, p = drawn_difference(drawn[:, 1:], drawn[:, :1], seed=SEED)
        found.append(Paired(name, old, new, new - old, low, high, p))
    corrected = holm([one.p for one in found])
    return [replace(one, p_holm=p) for one, p in zip(found, corrected, strict=True)]
