"""What a method made of the test sentences, as arrays that a run leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Arrays, Bools, Ints
from core.evaluate.translation_counts import translation_counts
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.texts import cut_for_scores, packed


@dataclass(frozen=True, eq=False)
class Told:
    """The translations of one method, and what there is to count in them."""

    texts: list[str]
    counts: Ints  # (sentences, …), see `core.evaluate.bleu`
    exact: Bools

    def arrays(self, name: str) -> Arrays:
        """Under the name of a block, or of a block and a method."""
        return {name: self.counts, f"{name}_exact": self.exact, f"{name}_texts": packed(self.texts)}


def told(task: TranslateSpec, texts: list[str], references: Sequence[str]) -> Told:
    """Count what translations have in common with their references.

    Where networks write small letters only, references are compared in small letters.
    """
    wanted = [one.lower() for one in references] if task.lower else list(references)
    mine = [one.lower() for one in texts] if task.lower else texts
    counts = translation_counts(mine, wanted, cut_for_scores(task, references))
    exact = np.array([one == other for one, other in zip(mine, wanted, strict=True)])
    return Told(texts, counts, exact)
