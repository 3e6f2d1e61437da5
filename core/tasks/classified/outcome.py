"""The facts of a classifying experiment's result: every number a page, report or command may show."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.classification import FEWEST_TO_SCALE, ClassScores, Reliability
from core.evaluate.sent import Sent
from core.evaluate.verdict import ALPHA, Verdict
from core.tasks.method_table import MethodTable

WORTH = 0.02  # of accuracy: what could make a network worth its cost
UNEQUAL = 2.0  # times as many examples
Score = float | None  # None: not defined


@dataclass(frozen=True)
class Classifier:
    """One row of the table of methods, scored on the test examples.

    Kinds: "simple"; "cell", the mean of its seeds' probabilities, which is judged, shown and used;
    "seeds", the same cell's networks one by one, mean and deviation of their scores, without a test;
    "with_bag", log-odds averaged with fixed halves, of the cell and of the bag of words.
    """

    name: str  # cell, baseline, or cell with bag; in words by `core.words.methods`
    kind: str
    seeds: int
    weights: int  # trainable numbers of one network but those of the embedding, 0 for baselines
    scores: dict[str, Score]  # accuracy, balanced_accuracy, precision, recall, f1, roc_auc, log_loss, ece
    deviation: dict[str, Score]  # over seeds, in their row
    gain: Score  # accuracy above the reference
    low: Score = None  # 95 % interval of the gain
    high: Score = None
    p: Score = None  # one-sided paired bootstrap: of cells the largest over all baselines, else vs. bag
    p_holm: Score = None
    p_worse: Score = None  # of cells: one-sided, than the baseline that was chosen beforehand
    p_worse_holm: Score = None


@dataclass(frozen=True)
class AddedToBag:
    """What a cell adds to the bag of words: both together beside the bag alone."""

    cell: str
    bag: str  # the baseline, chosen on validation
    accuracy: float  # of the two together
    theirs: float  # of the bag alone
    gain: float
    low: float  # 95 % interval of the gain
    high: float
    p: float  # one-sided paired bootstrap
    p_holm: float  # over the cells

    @property
    def finding(self) -> str:
        """ "adds" or "adds_nothing"."""
        return "adds" if self.p_holm < ALPHA and self.low > 0 else "adds_nothing"


@dataclass(frozen=True)
class Calibration:
    """How much a cell's probabilities can be trusted, on the test examples, before and after scaling."""

    temperature: float  # of the mean of its networks; fitted on calibration examples
    raw: Reliability
    scaled: Reliability
    raw_error: float  # ECE
    scaled_error: float
    fitted_on: int  # examples that the temperature was fitted on

    @property
    def fitted(self) -> bool:
        """Whether there were examples enough to fit a temperature; otherwise it is 1."""
        return self.fitted_on >= FEWEST_TO_SCALE


@dataclass(frozen=True)
class Mistake:
    """A test example that a method got wrong."""

    row: int  # in the data set
    truth: int
    predicted: int
    confidence: float  # probability of the class that was told
    second: int  # the second likeliest class


@dataclass(frozen=True)
class ClassOutcome(MethodTable[Classifier]):
    """All there is to say about a classifying experiment so far.

    One from before this edition of the protocol (`outdated`) has scores, and that is all: its verdict says
    "outdated", and nothing is told to be used.
    """

    verdict: Verdict
    reference: str  # the baseline that was hardest to beat on the test
    beforehand: str  # the baseline that was chosen on validation
    bag: str | None  # the bag of words that cells are averaged with, chosen on validation
    methods: tuple[Classifier, ...]  # most accurate first
    chosen: Sent | None  # what to use, named before the test. None: from before
    added: tuple[AddedToBag, ...]  # per cell: whether it adds anything to the bag of words
    shown: str  # the cell with the lowest validation loss
    classes: tuple[str, ...]
    rows: Ints  # of the test examples in the data set
    truth: Ints  # their classes
    confusions: dict[str, Ints]  # baseline, cell or cell with bag -> (truth, told)
    by_class: dict[str, list[ClassScores]]  # the same methods
    calibration: dict[str, Calibration]  # per cell
    mistakes: dict[str, tuple[Mistake, ...]]  # per cell, the most confident first
    probabilities: dict[str, Floats]  # the same methods as `confusions` -> (examples, classes), cells scaled
    facts: dict[str, Any]  # sizes, vocabulary, share of unknown words
    outdated: bool  # scored by an edition of the protocol from before
    seeds_done: int
    seeds_wanted: int

    @property
    def unclear(self) -> bool:
        """Whether no cell was shown to be better, and yet one may well be: an interval reaches far above 0.

        Then there are too few test examples to tell; "no cell beats it" would say more than is known.
        """
        reach = [m.high for m in self.methods if m.kind == "cell" and m.high is not None]
        return self.verdict.outcome == "no_better" and max(reach, default=0.0) > WORTH

    @property
    def unequal(self) -> bool:
        """Whether some class has at least twice as many test examples as another."""
        counts = np.bincount(self.truth, minlength=len(self.classes))
        return bool(counts.max() >= UNEQUAL * max(counts.min(), 1))

    def cases(self, method: str, truth: int | None = None, predicted: int | None = None) -> Ints:
        """Places of test examples, the most confident answers first.

        Args:
            truth: Only those of this class.
            predicted: Only those predicted to be of this class; without either, all predicted wrong.
        """
        known = self.probabilities[method]
        answers = known.argmax(axis=1)
        kept = answers != self.truth if truth is None or predicted is None else np.ones(len(answers), bool)
        if truth is not None:
            kept &= self.truth == truth
        if predicted is not None:
            kept &= answers == predicted
        places = np.flatnonzero(kept)
        return np.asarray(places[np.argsort(-known.max(axis=1)[places], kind="stable")])
