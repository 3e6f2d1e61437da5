"""The facts of an experiment that tags words: every number a page or a command may show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.arrays import Bools, Floats, Ints
from core.evaluate.sent import Sent
from core.evaluate.spans import SpanScores
from core.evaluate.verdict import Verdict

Score = float | None  # None: not defined
# The one that methods are ranked and tested by: the share of tags that are right, or F1 of spans; then tags
# right, those of words that were not trained on, faultless sentences, and of spans precision and recall.
SCORES = ("score", "accuracy", "unknown", "sentences", "precision", "recall")


@dataclass(frozen=True)
class Tagger:
    """One row of the table of methods, scored on the test sentences.

    Kinds: "simple"; "cell", the mean of its networks' probabilities, which is judged, shown and used;
    "seeds", the same networks one by one, mean and deviation of their scores, without a test.
    """

    name: str
    kind: str
    seeds: int
    weights: int  # trainable numbers of one network but those of the embeddings, 0 for simple methods
    scores: dict[str, Score]  # by SCORES
    deviation: dict[str, Score]  # over seeds, in their row
    gain: Score  # of the score above the reference
    low: Score = None  # 95 % interval of the gain
    high: Score = None
    p: Score = None  # of cells: one-sided paired bootstrap, the largest over all simple methods
    p_holm: Score = None
    p_worse: Score = None  # of cells: one-sided, than the simple method that was chosen beforehand
    p_worse_holm: Score = None


@dataclass(frozen=True)
class Mistaken:
    """One way to be wrong, by one method."""

    truth: int  # tags, by their places in the names
    told: int
    count: int
    places: tuple[tuple[int, int], ...]  # some of these words: test sentence, word in it


@dataclass(frozen=True)
class TagOutcome:
    """All there is to say about an experiment that tags so far."""

    verdict: Verdict
    reference: str  # the simple method that was hardest to beat on the test
    beforehand: str  # the simple method that was chosen on validation
    methods: tuple[Tagger, ...]  # the highest score first
    sent: Sent  # what to tag with, chosen on validation
    shown: str  # the cell with the lowest validation loss
    names: tuple[str, ...]  # of the tags
    spans: bool  # whether they are BIO: then the score is F1 of spans, otherwise tags that are right
    rows: Ints  # of the test sentences in the data set
    lengths: Ints  # words of each
    truth: Ints  # tags of all their words
    unknown: Bools  # words that are in no training sentence
    told: Mapping[str, Ints]  # simple method or cell -> tags
    sure: Mapping[str, Floats]  # cell -> probability of the tag that it tells
    calibration: Mapping[str, float]  # cell -> how far such probabilities are off (ECE)
    by_kind: Mapping[str, tuple[SpanScores, ...]]  # method -> of all spans, then of each type
    confusions: Mapping[str, Ints]  # method -> (truth, told)
    facts: dict[str, Any]
    seeds_done: int
    seeds_wanted: int

    def method(self, name: str, kind: str | None = None) -> Tagger:
        """The row of a method; a cell's own, unless its single seeds are asked for."""
        rows = (one for one in self.methods if one.name == name)
        return next(one for one in rows if (one.kind == kind if kind else one.kind != "seeds"))
