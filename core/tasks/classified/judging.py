"""Classifiers before their judge: cells against every baseline, with the bag against the bag alone."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.evaluate.baselines import CLASS_BASELINES, simplest_first
from core.evaluate.classification import log_loss
from core.evaluate.paired_accuracy import judged_texts
from core.evaluate.sent import Sent
from core.evaluate.verdict import Judged
from core.tasks.classified.answers import CellAnswers, chosen_method, halves
from core.tasks.classified.outcome import AddedToBag
from core.tasks.forecast.sending import choose
from core.words.methods import with_bag

CHOSEN_ON = ("validation", "calibration")


def judge(probabilities: Mapping[str, Floats], baselines: Arrays, names: Sequence[str]) -> list[Judged]:
    """Each cell against every baseline; worse against the one that was chosen on validation.

    Args:
        probabilities: Probabilities of the test examples by cell: the mean of its seeds.
        baselines: What the baselines' run left.
        names: The baselines in it.
    """
    truth = baselines["test_truth"]
    cells = {name: right(one, truth) for name, one in probabilities.items()}
    return judged_texts(cells, rights(baselines, names), chosen_method(baselines, names))


def rights(baselines: Arrays, names: Sequence[str]) -> dict[str, "np.ndarray"]:
    """Whether each baseline told each test example's class."""
    return {name: right(baselines[f"test/{name}"], baselines["test_truth"]) for name in names}


def right(probabilities: Floats, truth: Ints) -> "np.ndarray":
    """Whether each example's class was told, (examples,)."""
    return np.asarray(probabilities.argmax(axis=1) == truth)


def hardest(baselines: Arrays, names: Sequence[str]) -> str:
    """The baseline that is hardest to beat on the test: the most accurate; log loss settles ties."""
    truth = baselines["test_truth"]

    def rank(name: str) -> tuple[float, float]:
        probabilities = baselines[f"test/{name}"]
        return float(right(probabilities, truth).mean()), -log_loss(truth, probabilities)

    return max(names, key=rank)


def added_to_bag(cells: Sequence[CellAnswers], baselines: Arrays, bag: str) -> list[AddedToBag]:
    """What each cell adds to the bag of words: a family of tests of its own, Holm over the cells."""
    truth, alone = baselines["test_truth"], baselines[f"test/{bag}"]
    together = {cell.runs.cell: right(halves(cell.probabilities("test"), alone), truth) for cell in cells}
    theirs = right(alone, truth)
    found = []
    for one in judged_texts(together, {bag: theirs}, bag):
        assert one.gain is not None and one.low is not None and one.high is not None
        assert one.p is not None and one.p_holm is not None
        shares = float(together[one.cell].mean()), float(theirs.mean())
        found.append(AddedToBag(one.cell, bag, *shares, one.gain, one.low, one.high, one.p, one.p_holm))
    return found


def chosen(baselines: Arrays, names: Sequence[str], cells: Sequence[CellAnswers], bag: str | None) -> Sent:
    """What to use, named before the test.

    The simplest method whose share of errors on the validation and calibration examples is within one
    standard error of the lowest. Of the bags of words only the chosen one is kept. Cells come after the
    baselines, those with fewer weights first, then cells with the bag.
    """
    known = [name for name in simplest_first(CLASS_BASELINES) if name in names]
    names = [name for name in known if name == bag or not CLASS_BASELINES[name].bag]
    truth = np.concatenate([baselines[f"{block}_truth"] for block in CHOSEN_ON])
    probabilities = {name: _joined([baselines[f"{block}/{name}"] for block in CHOSEN_ON]) for name in names}
    kinds = dict.fromkeys(probabilities, "simple")
    ordered = sorted(cells, key=lambda cell: cell.runs.weights * len(cell.runs.seeds))
    alone = {cell.runs.cell: _joined([cell.probabilities(block) for block in CHOSEN_ON]) for cell in ordered}
    probabilities |= alone
    kinds |= dict.fromkeys(alone, "cell")
    if bag is not None:
        both = {with_bag(cell): halves(one, probabilities[bag]) for cell, one in alone.items()}
        probabilities |= both
        kinds |= dict.fromkeys(both, "with_bag")
    wrong = {name: 1.0 - right(one, truth) for name, one in probabilities.items()}
    return choose(wrong, len(truth), kinds=kinds)


def _joined(parts: Sequence[Floats]) -> Floats:
    return np.concatenate(parts)
