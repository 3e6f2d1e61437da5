"""How networks that write on are compared: bits on the same characters or words, in pairs of blocks."""

from collections.abc import Sequence

import numpy as np

from core.arrays import Arrays, Floats
from core.compare.comparison import Comparison, Pairing
from core.compare.test_set import Contest, Difference, Measure, Obstacle, Score, TestSet, after_holm
from core.evaluate.significance import diebold_mariano, skill, skill_gain_interval
from core.evaluate.verdict import Judged
from core.tasks.generate.report import chosen, in_blocks, judged_blocks, of_test
from core.tasks.generate.spec import GenerateSpec

MEASURES = (Measure("bits", lower=True), Measure("saved", share=True))
BOOTSTRAP_SEED = 24


def score(answers: Arrays, test_set: TestSet) -> dict[str, Score]:
    """Bits per character or word of one run, and the share of the reference's bits that it saves."""
    bits = float(answers["test"].mean(dtype=float))
    yard = float(of_test(test_set.arrays)[reference(test_set)].mean())
    return {"bits": bits, "saved": skill(bits, yard)}


def reference(test_set: TestSet) -> str:
    """The n-gram that needs the fewest bits on the test."""
    known = of_test(test_set.arrays)
    return min(known, key=lambda name: float(known[name].mean()))


def baselines(test_set: TestSet) -> list[str]:
    """The n-grams, the one that needs the fewest bits on validation first."""
    best = chosen(test_set.arrays)
    return [best, *(name for name in of_test(test_set.arrays) if name != best)]


def obstacle(ours: TestSet, theirs: TestSet) -> Obstacle | None:
    """Another text, another held-out part, or others that are known."""
    if ours.experiment.data != theirs.experiment.data:
        return Obstacle("text")
    same = np.array_equal(ours.arrays["test_truth"], theirs.arrays["test_truth"])
    return None if same else Obstacle("held_out")


def judged(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Judged]:
    """Each group against every n-gram, Holm over the groups."""
    cells = {str(place): _stacked(runs) for place, runs in enumerate(groups)}
    return judged_blocks(cells, of_test(test_set.arrays), chosen(test_set.arrays), _block(test_set))


def differences(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Difference]:
    """All pairs of groups: two-sided Diebold-Mariano on the blocks' bits, means over seeds.

    Returns:
        `gain` is the share of the reference's bits that the first saves less what the second does.
    """
    block = _block(test_set)
    losses = [in_blocks(_stacked(runs), block) for runs in groups]
    yard = in_blocks(of_test(test_set.arrays)[reference(test_set)], block)
    return after_holm(
        [
            _difference(first, second, losses, yard)
            for first in range(len(groups))
            for second in range(first + 1, len(groups))
        ]
    )


def contests(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Contest]:
    """Every n-gram against each group and against each other one, on the same blocks."""
    simple, block = of_test(test_set.arrays), _block(test_set)
    losses = [in_blocks(_stacked(runs), block).mean(axis=0) for runs in groups]
    losses += [in_blocks(simple[name], block) for name in baselines(test_set)]
    return after_holm(
        [
            Contest(
                first,
                second,
                (float(losses[first].mean()), float(losses[second].mean())),
                _p(losses[first], losses[second]),
            )
            for second in range(len(groups), len(losses))
            for first in range(second)
        ]
    )


def _difference(first: int, second: int, losses: Sequence[Floats], yard: Floats) -> Difference:
    ours, theirs, scale = losses[first], losses[second], float(yard.mean())
    scores = float(ours.mean()), float(theirs.mean())
    low, high = skill_gain_interval(ours, theirs, yard, block=1, seed=BOOTSTRAP_SEED)
    gain = (scores[1] - scores[0]) / scale if scale else None
    return Difference(first, second, scores, gain, low, high, _p(ours.mean(axis=0), theirs.mean(axis=0)))


def _p(ours: Floats, theirs: Floats) -> float | None:
    return diebold_mariano(ours, theirs, horizon=1, alternative="two-sided").p


def _block(test_set: TestSet) -> int:
    return test_set.experiment.spec.of(GenerateSpec).block


def _stacked(runs: Sequence[Arrays]) -> Floats:
    """Bits of each character by seed, (seeds, letters)."""
    return np.stack([answers["test"] for answers in runs]).astype(float)


COMPARISON = Comparison(
    GenerateSpec.kind, MEASURES, reference, obstacle, Pairing(baselines, judged, differences, contests),
    score, costs=("weights", "seconds"),
)  # fmt: skip
