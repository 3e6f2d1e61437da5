"""How classifiers of texts are compared: their scores, what must be equal, a paired bootstrap, McNemar."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.compare.ground import Difference, Ground, Measure, Obstacle, Score
from core.evaluate.classification import scores, softmax
from core.evaluate.mcnemar import McNemar, mcnemar
from core.evaluate.paired_accuracy import drawn_accuracies, drawn_difference
from core.evaluate.significance import holm
from core.evaluate.text_methods import SIMPLE_TEXT_METHODS
from core.evaluate.verdict import Judged
from core.runs.arrays import Arrays
from core.tasks.cell_runs import CellRuns
from core.tasks.text_report import judge, reference_method

MEASURES = (
    Measure("accuracy", share=True),
    Measure("balanced_accuracy", share=True),
    Measure("f1", share=True),
    Measure("roc_auc", share=True),
    Measure("log_loss", lower=True),
    Measure("ece", lower=True),
)
BOOTSTRAP_SEED = 23


def score(answers: Arrays, ground: Ground) -> dict[str, Score]:
    """Scores of one run on the test texts."""
    found = scores(ground.arrays["test_truth"], softmax(answers["test"]))
    return {m.name: found[m.name] for m in MEASURES}


def reference(ground: Ground) -> str:
    """The simple method that the experiment has to beat."""
    return reference_method(ground.arrays, [n for n in SIMPLE_TEXT_METHODS if f"test/{n}" in ground.arrays])


def obstacle(ours: Ground, theirs: Ground) -> Obstacle | None:
    """The first thing that keeps two experiments' classifiers from being paired, or None."""
    if ours.experiment.data != theirs.experiment.data:
        return Obstacle("texts")
    same = all(np.array_equal(ours.arrays[n], theirs.arrays[n]) for n in ("test_rows", "test_truth"))
    return None if same else Obstacle("test_texts")


def judged(groups: Sequence[Sequence[Arrays]], ground: Ground) -> list[Judged]:
    """Each group against the simple method, one-sided, Holm over the groups."""
    cells = [CellRuns(str(place), 0, range(len(runs)), runs, []) for place, runs in enumerate(groups)]
    return judge(cells, ground.arrays, reference(ground))


def differences(groups: Sequence[Sequence[Arrays]], ground: Ground) -> list[Difference]:
    """All pairs of groups: paired bootstrap over test texts of the seed-mean difference in accuracy.

    Two-sided, Holm over all pairs.

    Args:
        groups: What the runs of each group left, a seed each; all on the same ground.

    Returns:
        `gain` is the first's accuracy less the second's.
    """
    right = [np.stack([told_right(answers, ground) for answers in runs]) for runs in groups]
    drawn = drawn_accuracies(np.concatenate(right), seed=BOOTSTRAP_SEED)
    ends = np.cumsum([len(one) for one in right])[:-1]
    of_group = np.split(drawn, ends, axis=1)
    found = []
    for first in range(len(groups)):
        for second in range(first + 1, len(groups)):
            means = float(right[first].mean()), float(right[second].mean())
            low, high, p = drawn_difference(of_group[first], of_group[second], seed=BOOTSTRAP_SEED)
            found.append(Difference(first, second, means, means[0] - means[1], low, high, p))
    adjusted = holm([one.p for one in found])
    return [replace(one, p_holm=p) for one, p in zip(found, adjusted, strict=True)]


def between_two(first: Arrays, second: Arrays, ground: Ground) -> McNemar:
    """Two named runs on the same test texts."""
    return mcnemar(told_right(first, ground), told_right(second, ground))


def told_right(answers: Arrays, ground: Ground) -> "np.ndarray":
    """Whether a run told each test text's class, shape (n,)."""
    return np.asarray(answers["test"].argmax(axis=1) == ground.arrays["test_truth"])
