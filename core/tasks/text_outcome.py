"""The facts of a classifying experiment's result: every number a page, report or command may show."""

from dataclasses import dataclass
from typing import Any

from core.arrays import Floats, Ints
from core.evaluate.classification import ClassScores, Reliability
from core.evaluate.verdict import Verdict

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


@dataclass(frozen=True)
class Mistake:
    """A test text that a method got wrong."""

    row: int  # in the data set
    truth: int
    told: int
    confidence: float  # probability of the class that was told


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

    def method(self, name: str, kind: str | None = None) -> Classifier:
        """The row of a method; a cell's own row unless its ensemble is asked for."""
        return next(
            m
            for m in self.methods
            if m.name == name and (m.kind == kind or (kind is None and m.kind != "ensemble"))
        )
