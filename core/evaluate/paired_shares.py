"""Methods scored on the same examples by shares of their parts: a paired bootstrap over the examples.

A share is parts that are right over all that count: words of sentences, or spans that are true or told. It is
a ratio of sums, so sums are drawn anew, example by example, and not shares.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.evaluate.verdict import Judged, families

DRAWS = 2000
BOOTSTRAP_SEED = 25


@dataclass(frozen=True, eq=False)
class Shares:
    """What one method told of each example."""

    right: Floats  # (examples,)
    of: Floats  # (examples,), what counts

    @property
    def share(self) -> float:
        """Over all examples; 0 where nothing counts."""
        all_of = float(self.of.sum())
        return float(self.right.sum()) / all_of if all_of else 0.0


def drawn_shares(methods: Sequence[Shares], *, draws: int = DRAWS, seed: int = BOOTSTRAP_SEED) -> Floats:
    """Share of each method in each draw of as many examples with replacement, (draws, methods)."""
    random, examples = np.random.default_rng(seed), len(methods[0].right)
    right = np.stack([one.right for one in methods], axis=1)  # (examples, methods)
    all_of = np.stack([one.of for one in methods], axis=1)
    found = np.empty((draws, len(methods)))
    for draw in range(draws):
        counts = np.bincount(random.integers(examples, size=examples), minlength=examples)
        found[draw] = (counts @ right) / np.maximum(counts @ all_of, 1.0)
    return found


def judged_shares(
    cells: Mapping[str, Shares], baselines: Mapping[str, Shares], beforehand: str
) -> list[Judged]:
    """Judge each cell against every baseline, as `core.evaluate.paired_accuracy.judged_texts` does.

    Args:
        beforehand: The baseline that was chosen on validation.
    """
    names = [*cells, *baselines]
    drawn = dict(zip(names, drawn_shares([*cells.values(), *baselines.values()]).T, strict=True))
    hardest = max(baselines, key=lambda name: baselines[name].share)
    found = []
    for cell in cells:
        gains = {name: drawn[cell] - drawn[name] for name in baselines}
        ends = {name: np.quantile(gain, [0.025, 0.975]) for name, gain in gains.items()}
        low, high = (float(end) for end in ends[hardest])
        p = max(one_sided(gain <= 0) for gain in gains.values())
        worse, lowest = one_sided(gains[beforehand] >= 0), min(float(end[0]) for end in ends.values())
        gain = cells[cell].share - baselines[hardest].share
        found.append(Judged(cell, gain, low, high, p, None, worse, None, lowest))
    return families(found)


def one_sided(draws: "np.ndarray") -> float:
    """Of draws in which something holds, one added to both counts (Davison & Hinkley 1997, 4.2)."""
    return float((1 + draws.sum()) / (1 + len(draws)))
