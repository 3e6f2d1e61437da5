"""The facts of a classifying experiment's result: every number a page, report or command may show."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.classification import FEWEST_TO_SCALE, ClassScores, Reliability
from core.evaluate.verdict import Verdict

WORTH = 0.02  # of accuracy: what could make a network worth its cost
UNEQUAL = 2.0  # times as many texts
Score = float | None  # None: not defined


@dataclass(frozen=True)
class Classifier:
    """One row of the table of methods, scored on the test texts.

    A cell's scores are means over its seeds; its ensemble, the mean of their probabilities, has its own row.
    """

    name: str  # cell or simple method
    kind: str  # "cell", "ensemble" or "simple"
    seeds: int
    weights: int  # trainable numbers but those of the embedding, 0 for simple methods
    scores: dict[str, Score]  # accuracy, balanced_accuracy, precision, recall, f1, roc_auc, log_loss, ece
    deviation: dict[str, Score]  # over seeds
    gain: Score  # accuracy above the reference
    low: Score = None  # 95 % interval of the gain
    high: Score = None
    p: Score = None  # one-sided paired bootstrap
    p_holm: Score = None


@dataclass(frozen=True)
class Calibration:
    """How much a cell's probabilities can be trusted, on the test texts, before and after scaling."""

    temperature: float  # mean over seeds; fitted on calibration texts
    raw: Reliability
    scaled: Reliability
    raw_error: float  # ECE
    scaled_error: float
    texts: int  # that the temperature was fitted on

    @property
    def fitted(self) -> bool:
        """Whether there were texts enough to fit a temperature; otherwise it is 1."""
        return self.texts >= FEWEST_TO_SCALE


@dataclass(frozen=True)
class Mistake:
    """A test text that a method got wrong."""

    row: int  # in the data set
    truth: int
    told: int
    confidence: float  # probability of the class that was told
    second: int  # the second likeliest class


@dataclass(frozen=True)
class TextOutcome:
    """All there is to say about a classifying experiment so far."""

    verdict: Verdict
    reference: str
    methods: tuple[Classifier, ...]  # most accurate first
    shown: str  # the cell with the lowest validation loss
    classes: tuple[str, ...]
    rows: Ints  # of the test texts in the data set
    truth: Ints  # their classes
    confusions: dict[str, Ints]  # method -> (truth, told), cells as ensembles
    by_class: dict[str, list[ClassScores]]  # the same methods
    calibration: dict[str, Calibration]  # per cell
    mistakes: dict[str, tuple[Mistake, ...]]  # per cell, the most confident first
    probabilities: dict[str, Floats]  # method -> (texts, classes), cells as ensembles, scaled
    facts: dict[str, Any]  # sizes, vocabulary, share of unknown words
    seeds_done: int
    seeds_wanted: int

    @property
    def unclear(self) -> bool:
        """Whether no cell was shown to be better, and yet one may well be: an interval reaches far above 0.

        Then there are too few test texts to tell; "no cell beats it" would say more than is known.
        """
        reach = [m.high for m in self.methods if m.kind in ("cell", "ensemble") and m.high is not None]
        return self.verdict.outcome == "no_better" and max(reach, default=0.0) > WORTH

    @property
    def unequal(self) -> bool:
        """Whether some class has at least twice as many test texts as another."""
        counts = np.bincount(self.truth, minlength=len(self.classes))
        return bool(counts.max() >= UNEQUAL * max(counts.min(), 1))

    def cases(self, method: str, truth: int | None = None, told: int | None = None) -> Ints:
        """Places of test texts, the most confident answers first.

        Args:
            truth: Only those of this class.
            told: Only those that were told to be of this class; without either, all that were told wrong.
        """
        known = self.probabilities[method]
        answers = known.argmax(axis=1)
        kept = answers != self.truth if truth is None or told is None else np.ones(len(answers), bool)
        if truth is not None:
            kept &= self.truth == truth
        if told is not None:
            kept &= answers == told
        places = np.flatnonzero(kept)
        return np.asarray(places[np.argsort(-known.max(axis=1)[places], kind="stable")])

    def method(self, name: str, kind: str | None = None) -> Classifier:
        """The row of a method; a cell's own row unless its ensemble is asked for."""
        return next(
            m
            for m in self.methods
            if m.name == name and (m.kind == kind or (kind is None and m.kind != "ensemble"))
        )
