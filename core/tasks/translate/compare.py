"""How networks that translate are compared: BLEU on the same sentences, tested by a paired bootstrap."""

import math
from collections.abc import Sequence

import numpy as np

from core.arrays import Arrays, Floats
from core.compare.comparison import Comparison, Pairing
from core.compare.test_set import Contest, Difference, Measure, Obstacle, Score, TestSet, after_holm
from core.evaluate.bleu import bleu, chrf, drawn_bleu, judged_translations
from core.evaluate.paired_accuracy import drawn_difference
from core.evaluate.verdict import Judged
from core.tasks.translate.report import chosen, of_test
from core.tasks.translate.spec import TranslateSpec

MEASURES = (
    Measure("bleu", share=True),
    Measure("chrf", share=True),
    Measure("exact", share=True),
    Measure("word_loss", lower=True),
)
BOOTSTRAP_SEED = 25
SAME = ("test_sources", "test_references")


def score(answers: Arrays, test_set: TestSet) -> dict[str, Score]:
    """Scores of one run on the test sentences."""
    counts = answers["test"].sum(axis=0)
    return {
        "bleu": float(bleu(counts)),
        "chrf": float(chrf(counts)),
        "exact": float(answers["test_exact"].mean()),
        "word_loss": float(answers["test_nats"].sum() / answers["test_words"].sum()),
    }


def reference(test_set: TestSet) -> str:
    """The simple method with the highest BLEU on the test."""
    known = of_test(test_set.arrays)
    return max(known, key=lambda name: float(bleu(known[name].sum(axis=0))))


def baselines(test_set: TestSet) -> list[str]:
    """The simple methods, the one with the highest BLEU on validation first."""
    best = chosen(test_set.arrays)
    return [best, *(name for name in of_test(test_set.arrays) if name != best)]


def obstacle(ours: TestSet, theirs: TestSet) -> Obstacle | None:
    """Other test sentences, or translations that are cut and compared otherwise."""
    if not all(np.array_equal(ours.arrays[name], theirs.arrays[name]) for name in SAME):
        return Obstacle("test_sentences")
    tasks = [one.experiment.spec.of(TranslateSpec) for one in (ours, theirs)]
    same = ours.facts["cut"] == theirs.facts["cut"] and tasks[0].lower == tasks[1].lower
    return None if same else Obstacle("score_cut")


def judged(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Judged]:
    """Each group against every simple method, Holm over the groups."""
    cells = {str(place): _stacked(runs) for place, runs in enumerate(groups)}
    return judged_translations(cells, of_test(test_set.arrays), chosen(test_set.arrays))


def differences(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Difference]:
    """All pairs of groups: a paired bootstrap over sentences of the difference in mean BLEU, two-sided.

    Returns:
        `gain` is the first's BLEU less the second's.
    """
    counts = [_stacked(runs) for runs in groups]
    means, drawn, found = [float(_of_all(one).mean()) for one in counts], _drawn(counts), []
    for first in range(len(groups)):
        for second in range(first + 1, len(groups)):
            low, high, p = drawn_difference(drawn[first], drawn[second], seed=BOOTSTRAP_SEED)
            pair = means[first], means[second]
            found.append(Difference(first, second, pair, pair[0] - pair[1], low, high, p))
    return after_holm(found)


def contests(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Contest]:
    """Every simple method against each group and against each other one, in the same draws of sentences.

    Two-sided, from the differences' standard error over the draws. The losses are 1 - BLEU.
    """
    simple = of_test(test_set.arrays)
    counts = [_stacked(runs) for runs in groups] + [
        simple[name][None].astype(float) for name in baselines(test_set)
    ]
    losses, drawn, found = [1 - float(_of_all(one).mean()) for one in counts], _drawn(counts), []
    for second in range(len(groups), len(counts)):
        for first in range(second):
            pair = losses[first], losses[second]
            found.append(Contest(first, second, pair, _p(drawn[first], drawn[second])))
    return after_holm(found)


def _stacked(runs: Sequence[Arrays]) -> Floats:
    """Counts of a group's networks, (seeds, sentences, counts)."""
    return np.stack([answers["test"] for answers in runs]).astype(float)


def _of_all(counts: Floats) -> Floats:
    return bleu(counts.sum(axis=1))


def _drawn(counts: Sequence[Floats]) -> list[Floats]:
    """BLEU of each group's networks in each draw of sentences, the same for all."""
    found = drawn_bleu(np.concatenate(counts), seed=BOOTSTRAP_SEED)
    return np.split(found, np.cumsum([len(one) for one in counts])[:-1], axis=1)


def _p(ours: Floats, theirs: Floats) -> float | None:
    """Normal approximation; None where nothing varies and yet something differs."""
    drawn = ours.mean(axis=1) - theirs.mean(axis=1)
    middle, spread = float(drawn.mean()), float(drawn.std())
    if spread == 0:
        return 1.0 if middle == 0 else None
    return math.erfc(abs(middle) / spread / math.sqrt(2))


COMPARISON = Comparison(
    TranslateSpec.kind, MEASURES, reference, obstacle, Pairing(baselines, judged, differences, contests),
    score, costs=("weights", "seconds"),
)  # fmt: skip
