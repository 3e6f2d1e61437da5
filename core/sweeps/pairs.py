"""Do the validation rows tell the cells' best settings apart?

These rows have chosen the settings and the epochs, so this says how much they carry; it is no test result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from core.arrays import Floats
from core.errors import UserError
from core.evaluate.significance import holm
from core.evaluate.verdict import ALPHA
from core.specs import ExperimentSpec
from core.tasks import TASKS
from core.tasks.base import PairTest


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
    test = _test_of(spec)
    couples = list(combinations(losses, 2))
    ps = [test(spec, one, other) for (_, one), (_, other) in couples]
    return [
        Pair(better, other, 1 - float(one.mean() / two.mean()) if two.mean() else 0.0, p, p_holm)
        for ((better, one), (other, two)), p, p_holm in zip(couples, ps, holm(ps), strict=True)
    ]


def _test_of(spec: ExperimentSpec) -> PairTest:
    swept = TASKS[spec.task.kind].swept
    if swept is None:
        raise UserError("sweep_not_for_task")
    return swept.test
