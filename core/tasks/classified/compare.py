"""How classifiers are compared: their scores, what must be equal, a paired bootstrap, McNemar."""

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from core.arrays import Arrays, Floats
from core.compare.comparison import Comparison, Pairing
from core.compare.test_set import (
    Contest,
    Difference,
    Measure,
    Obstacle,
    Score,
    TestSet,
    after_holm,
    baseline_name,
    baseline_names,
    outdated,
)
from core.evaluate.baselines import CLASS_BASELINES
from core.evaluate.classification import scores, softmax, temperature
from core.evaluate.mcnemar import McNemar, mcnemar
from core.evaluate.paired_accuracy import drawn_accuracies, drawn_difference
from core.evaluate.sent import Sent
from core.evaluate.verdict import Judged
from core.tasks.cell_runs import CellRuns
from core.tasks.classified.answers import CellAnswers, best_bag, log_probabilities, validation_truth
from core.tasks.classified.judging import CHOSEN_ON, chosen, hardest, judge, right

MEASURES = (
    Measure("accuracy", share=True),
    Measure("balanced_accuracy", share=True),
    Measure("f1", share=True),
    Measure("roc_auc", share=True),
    Measure("log_loss", lower=True),
    Measure("ece", lower=True),
)
BOOTSTRAP_SEED = 23
BLOCKS = ("calibration", "test")
TOGETHER = "together"  # marks the answers of a group: the number of its seeds
_methods = partial(baseline_names, order=CLASS_BASELINES)  # of a test set


def score(answers: Arrays, test_set: TestSet) -> dict[str, Score]:
    """Scores on the test texts of one run, or of the mean of a group's seeds at its temperature."""
    truth = test_set.arrays.get("calibration_truth", np.zeros(0, dtype=int))
    own = TOGETHER in answers and len(answers.get("calibration", [])) == len(truth)
    heat = temperature(truth, answers["calibration"]) if own else 1.0
    found = scores(test_set.arrays["test_truth"], softmax(answers["test"], heat))
    return {m.name: found[m.name] for m in MEASURES}


def together(runs: Sequence[Arrays]) -> Arrays:
    """What a group tells: log-probabilities of the mean of its seeds, (texts, classes) for each block."""
    blocks = [block for block in BLOCKS if all(block in answers for answers in runs)]
    logits: Arrays = {block: log_probabilities(_mean(runs, block)) for block in blocks}
    return logits | {TOGETHER: np.array(len(runs))}


def reference(test_set: TestSet) -> str:
    """The baseline that is hardest to beat: the most accurate one on the test."""
    return hardest(test_set.arrays, _methods(test_set))


def baselines(test_set: TestSet) -> list[str]:
    """The baselines, the most accurate on the validation texts first; of equal ones the simpler one."""

    def right(name: str) -> float:
        predicted = test_set.arrays[f"validation/{name}"].argmax(axis=1)
        return float(np.mean(predicted == validation_truth(test_set.arrays, name)))

    return sorted(_methods(test_set), key=lambda name: -right(name))


def obstacle(ours: TestSet, theirs: TestSet, noun: str = "texts") -> Obstacle | None:
    """The first thing that keeps two experiments' classifiers from being paired, or None.

    What has to be equal are the test examples and the classes, not the data they were brought with: the same
    test file may come with other training examples, and labels may have been corrected since.

    Args:
        noun: What is classified, as the sentences call it: "texts" or "series".
    """
    if outdated(ours) or outdated(theirs):
        return Obstacle("before")
    if ours.experiment.data == theirs.experiment.data:
        same = all(np.array_equal(ours.arrays[n], theirs.arrays[n]) for n in ("test_rows", "test_truth"))
        return None if same else Obstacle(f"test_{noun}")
    if not all("test_prints" in one.arrays for one in (ours, theirs)):
        return Obstacle(f"test_{noun}_unknown")
    if ours.facts.get("classes") != theirs.facts.get("classes"):
        return Obstacle("classes")
    prints, others = ours.arrays["test_prints"], theirs.arrays["test_prints"]
    if np.array_equal(prints, others):
        return None
    shared = len(np.intersect1d(prints, others))
    return Obstacle(f"other_test_{noun}", {"shared": shared, "ours": len(prints), "theirs": len(others)})


def sent(
    groups: Sequence[Sequence[Arrays]], homes: Sequence[str], weights: Sequence[float], test_set: TestSet
) -> Sent | None:
    """What to score texts with, named before the test, as on the page of one experiment.

    Args:
        groups: What the runs of each left, a seed each.
        homes: Their experiments.
        weights: Of each group, all its networks together.

    Returns:
        A group is named by its place, "0"; with the bag of words "0+bag". None where the experiments were not
        chosen on the same texts: their errors there do not compare.
    """
    baselines, blocks = test_set.arrays, [f"{block}_truth" for block in CHOSEN_ON]
    own = any(baseline_name(name)[1] for name in _methods(test_set))
    if own or not all(one in baselines for one in blocks):
        return None
    cells = [
        CellAnswers(CellRuns(str(place), round(all_ / len(runs)), range(len(runs)), runs, ()), baselines)
        for place, (runs, all_) in enumerate(zip(groups, weights, strict=True))
    ]
    return chosen(baselines, _methods(test_set), cells, best_bag(baselines))


def judged(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Judged]:
    """Each group, the mean of its seeds' probabilities, against every baseline, Holm over the groups."""
    probabilities = {str(place): _mean(runs, "test") for place, runs in enumerate(groups)}
    return judge(probabilities, test_set.arrays, _methods(test_set))


def differences(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Difference]:
    """All pairs of groups: paired bootstrap over test texts of the difference in accuracy of their means.

    A group's answer is the mean of its seeds' probabilities. Two-sided, Holm over all pairs.

    Args:
        groups: What the runs of each group left, a seed each; all on the same test_set.

    Returns:
        `gain` is the first's accuracy less the second's.
    """
    rights = [_right(runs, test_set) for runs in groups]
    of_group, found = _drawn(rights), []
    for first in range(len(groups)):
        for second in range(first + 1, len(groups)):
            means = float(rights[first].mean()), float(rights[second].mean())
            low, high, p = drawn_difference(of_group[first], of_group[second], seed=BOOTSTRAP_SEED)
            found.append(Difference(first, second, means, means[0] - means[1], low, high, p))
    return after_holm(found)


def contests(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Contest]:
    """Every baseline against each group and against each other one, in the same draws of texts.

    Two-sided, from the differences' standard error over the draws, for shares of 2,000 draws are too coarse
    for Holm over so many pairs. The losses are shares of texts told wrong.
    """
    rights = [_right(runs, test_set) for runs in groups]
    truth = test_set.arrays["test_truth"]
    rights += [(test_set.arrays[f"test/{n}"].argmax(axis=1) == truth)[None] for n in baselines(test_set)]
    drawn, found = _drawn(rights), []
    for second in range(len(groups), len(rights)):
        for first in range(second):
            wrong = 1 - float(rights[first].mean()), 1 - float(rights[second].mean())
            found.append(Contest(first, second, wrong, _p(drawn[first], drawn[second])))
    return after_holm(found)


def _mean(runs: Sequence[Arrays], block: str) -> Floats:
    """What a group tells: the mean of its seeds' probabilities, (texts, classes)."""
    found: Floats = np.mean([softmax(answers[block]) for answers in runs], axis=0)
    return found


def _right(runs: Sequence[Arrays], test_set: TestSet) -> "np.ndarray":
    """Whether a group told each test text's class, (1, texts)."""
    return right(_mean(runs, "test"), test_set.arrays["test_truth"])[None]


def _p(ours: "np.ndarray", theirs: "np.ndarray") -> float | None:
    """Normal approximation; None where nothing varies and yet something differs."""
    drawn = ours.mean(axis=1) - theirs.mean(axis=1)
    middle, spread = float(drawn.mean()), float(drawn.std())
    if spread == 0:
        return 1.0 if middle == 0 else None
    return math.erfc(abs(middle) / spread / math.sqrt(2))


def _drawn(right: Sequence["np.ndarray"]) -> list["np.ndarray"]:
    """Accuracies of each group's networks in each draw of test texts, the same for all."""
    found = drawn_accuracies(np.concatenate(right), seed=BOOTSTRAP_SEED)
    return np.split(found, np.cumsum([len(one) for one in right])[:-1], axis=1)


def between_two(first: Arrays, second: Arrays, test_set: TestSet) -> McNemar:
    """Two named runs on the same test texts."""
    return mcnemar(predicted_right(first, test_set), predicted_right(second, test_set))


def predicted_right(answers: Arrays, test_set: TestSet) -> "np.ndarray":
    """Whether a run told each test text's class, shape (n,)."""
    return np.asarray(answers["test"].argmax(axis=1) == test_set.arrays["test_truth"])


def comparison(kind: str, noun: str) -> Comparison:
    """How the runs of one task that tells classes are compared.

    Args:
        kind: The task, as in specs.
        noun: As in `obstacle`.
    """
    return Comparison(
        kind, MEASURES, reference, partial(obstacle, noun=noun),
        Pairing(baselines, judged, differences, contests), score, together=together, outdated=outdated,
        send=sent, curves=("val_loss", "loss", "val_accuracy"), between_two=between_two,
    )  # fmt: skip
