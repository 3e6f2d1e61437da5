"""Do the validation rows tell the cells' best settings apart?

These rows have chosen the settings and the epochs, so this says how much they carry; it is no test result.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from core.arrays import Floats
from core.evaluate.paired_accuracy import drawn_accuracies, drawn_difference
from core.evaluate.significance import diebold_mariano, holm
from core.evaluate.verdict import ALPHA
from core.specs import ExperimentSpec

BOOTSTRAP_SEED = 20


@dataclass(frozen=True)
class Pair:
    """Two cells' best settings on the same validation rows."""

    better: str  # the cell with the lower mean loss
    other: str
    difference: float  # by so much of the other's loss it is lower
    p: float | None  # two-sided; None where too little is there to test
    p_holm: float | None

    @property
    def told_apart(self) -> bool:
        """The difference holds after Holm."""
        return self.p_holm is not None and self.p_holm < ALPHA


def pairs(spec: ExperimentSpec, losses: Sequence[tuple[str, Floats]]) -> list[Pair]:
    """Test each pair of cells; the family is all pairs that could be tested.

    Args:
        spec: What all of them share.
        losses: Per cell, best first: loss per seed and origin or text, shape (seeds, n).
    """
    test = TESTS[spec.task.kind]
    couples = list(combinations(losses, 2))
    ps = [test(spec, one, other) for (_, one), (_, other) in couples]
    return [
        Pair(better, other, 1 - float(one.mean() / two.mean()) if two.mean() else 0.0, p, p_holm)
        for ((better, one), (other, two)), p, p_holm in zip(couples, ps, holm(ps), strict=True)
    ]


def _diebold_mariano(spec: ExperimentSpec, one: Floats, other: Floats) -> float | None:
    """On losses averaged over steps and seeds; the origins are next to each other."""
    means = one.mean(axis=0), other.mean(axis=0)
    return diebold_mariano(*means, horizon=spec.forecast.horizon, alternative="two-sided").p


def _bootstrap(spec: ExperimentSpec, one: Floats, other: Floats) -> float | None:
    """Of the difference in mean loss, over texts and seeds."""
    drawn = drawn_accuracies(np.concatenate([one, other]), seed=BOOTSTRAP_SEED)  # means of any figure
    _, _, p = drawn_difference(drawn[:, : len(one)], drawn[:, len(one) :], seed=BOOTSTRAP_SEED)
    return p


TESTS: dict[str, Callable[[ExperimentSpec, Floats, Floats], float | None]] = {
    "forecast": _diebold_mariano,
    "sentiment": _bootstrap,
}
