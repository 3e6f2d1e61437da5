"""How networks that tag are compared: their scores on the same sentences, a paired bootstrap over these."""

import math
from collections.abc import Sequence

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.compare.comparison import Comparison, Pairing
from core.compare.test_set import Contest, Difference, Measure, Obstacle, Score, TestSet, after_holm
from core.evaluate.paired_shares import Shares, drawn_shares, judged_shares, one_sided
from core.evaluate.verdict import Judged
from core.tasks.tag.report import chosen, together
from core.tasks.tag.scoring import Judge, judge_of, simple_names
from core.tasks.tag.spec import TagSpec

# The first is the share of tags that are right, or of spans F1: which one, the sentences say.
MEASURES = (
    Measure("tag_score", share=True),
    Measure("tag_accuracy", share=True),
    Measure("tag_unknown", share=True),
    Measure("tag_sentences", share=True),
)
NAMED = {f"tag_{name}": name for name in ("score", "accuracy", "unknown", "sentences")}
BOOTSTRAP_SEED = 26


def score(answers: Arrays, test_set: TestSet) -> dict[str, Score]:
    """Scores of one run, or of the mean of a group's seeds."""
    judge = _judge(test_set)
    found = judge.scores(judge.decoded(answers["test"].astype(float)))
    return {name: found[ours] for name, ours in NAMED.items()}


def mean_of(runs: Sequence[Arrays]) -> Arrays:
    """What a group tells: log-probabilities of the mean of its seeds."""
    return {"test": together(np.stack([answers["test"] for answers in runs]))}


def reference(test_set: TestSet) -> str:
    """The simple method that is hardest to beat on the test."""
    simple = _simple(test_set)
    return max(simple, key=lambda name: simple[name].share)


def baselines(test_set: TestSet) -> list[str]:
    """The simple methods, the one with the highest score on validation first."""
    best = chosen(test_set.arrays, test_set.facts)
    return [best, *(name for name in simple_names(test_set.arrays) if name != best)]


def obstacle(ours: TestSet, theirs: TestSet) -> Obstacle | None:
    """Other sentences, or another part of them held out."""
    if ours.experiment.data != theirs.experiment.data:
        return Obstacle("sentences")
    same = np.array_equal(ours.arrays["test_rows"], theirs.arrays["test_rows"])
    return None if same else Obstacle("held_out_sentences")


def judged(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Judged]:
    """Each group, the mean of its seeds, against every simple method, Holm over the groups."""
    cells = {str(place): one for place, one in enumerate(_shares(groups, test_set))}
    return judged_shares(cells, _simple(test_set), chosen(test_set.arrays, test_set.facts))


def differences(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Difference]:
    """All pairs of groups: two-sided paired bootstrap over sentences of the difference of their scores."""
    shares, found = _shares(groups, test_set), []
    drawn = drawn_shares(shares, seed=BOOTSTRAP_SEED)
    for first in range(len(groups)):
        for second in range(first + 1, len(groups)):
            gains = drawn[:, first] - drawn[:, second]
            low, high = (float(end) for end in np.quantile(gains, [0.025, 0.975]))
            p = min(1.0, 2 * min(one_sided(gains <= 0), one_sided(gains >= 0)))
            scores = shares[first].share, shares[second].share
            found.append(Difference(first, second, scores, scores[0] - scores[1], low, high, p))
    return after_holm(found)


def contests(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Contest]:
    """Every simple method against each group and against each other one, in the same draws of sentences.

    Two-sided, from the differences' standard error over the draws, for shares of 2,000 draws are too coarse
    for Holm over so many pairs.
    """
    simple = _simple(test_set)
    shares = [*_shares(groups, test_set), *(simple[name] for name in baselines(test_set))]
    drawn, found = drawn_shares(shares, seed=BOOTSTRAP_SEED), []
    for second in range(len(groups), len(shares)):
        for first in range(second):
            losses = 1 - shares[first].share, 1 - shares[second].share
            found.append(Contest(first, second, losses, _p(drawn[:, first] - drawn[:, second])))
    return after_holm(found)


def _p(drawn: Floats) -> float | None:
    """Normal approximation; None where nothing varies and yet something differs."""
    middle, spread = float(drawn.mean()), float(drawn.std())
    if spread == 0:
        return 1.0 if middle == 0 else None
    return math.erfc(abs(middle) / spread / math.sqrt(2))


def _judge(test_set: TestSet) -> Judge:
    return judge_of(test_set.arrays, test_set.facts, "test")


def _simple(test_set: TestSet) -> dict[str, Shares]:
    judge = _judge(test_set)
    return {name: judge.shares(test_set.arrays[f"test/{name}"]) for name in simple_names(test_set.arrays)}


def _shares(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Shares]:
    judge = _judge(test_set)

    def told(runs: Sequence[Arrays]) -> Ints:
        return judge.decoded(mean_of(runs)["test"])

    return [judge.shares(told(runs)) for runs in groups]


COMPARISON = Comparison(
    TagSpec.kind, MEASURES, reference, obstacle, Pairing(baselines, judged, differences, contests),
    score, together=mean_of, curves=("val_loss", "loss", "val_accuracy"),
)  # fmt: skip
