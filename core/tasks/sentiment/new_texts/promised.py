"""What new labelled texts show of each method, beside what the test promised."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.evaluate.shares import difference, wilson
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.sentiment.scored_file import Totals

FEWEST = 10  # labelled texts; of fewer nothing is said


@dataclass(frozen=True)
class Promised:
    """One method on new texts."""

    method: str
    right: int
    labelled: int  # new texts with a label and an answer
    low: float  # 95 % interval of its accuracy there
    high: float
    promised: float  # accuracy on the test
    tested: int  # test texts
    apart: tuple[float, float]  # 95 % interval of the one less the other

    @property
    def accuracy(self) -> float:
        """On the new texts."""
        return self.right / self.labelled

    @property
    def finding(self) -> str:
        """ "as_promised", "worse", "better", or "few"."""
        if self.labelled < FEWEST:
            return "few"
        return "worse" if self.apart[1] < 0 else "better" if self.apart[0] > 0 else "as_promised"


def promises(counted: Mapping[str, Totals], outcome: ClassOutcome | None) -> list[Promised]:
    """Each method that has told labelled texts, and whose accuracy on the test is known."""
    found = []
    for name, one in counted.items():
        if outcome is None or one.right is None or not one.labelled or name not in outcome.probabilities:
            continue
        tested = len(outcome.truth)
        theirs = int((outcome.probabilities[name].argmax(axis=1) == outcome.truth).sum())
        low, high = wilson(one.right, one.labelled)
        apart = difference(one.right, one.labelled, theirs, tested)
        found.append(Promised(name, one.right, one.labelled, low, high, theirs / tested, tested, apart))
    return found
