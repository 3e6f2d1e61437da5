"""The facts of an experiment that translates: every number a page or a command may show."""

from dataclasses import dataclass
from typing import Any

from core.evaluate.verdict import Verdict


@dataclass(frozen=True)
class Method:
    """One row of the table of methods, scored on the test sentences.

    Kinds: "simple"; "cell", whose figures are means over its seeds' networks.
    """

    name: str
    kind: str
    seeds: int
    weights: int  # trainable numbers of one network but those that belong to single words; 0: simple
    bleu: float  # a share
    deviation: float | None  # of BLEU over seeds; None for one
    chrf: float  # a share
    exact: float  # share of translations that are the reference, word for word
    loss: float | None  # nats per word of the reference, the true words before it given; None: simple
    gain: float | None = None  # BLEU above the reference method
    low: float | None = None  # 95 % interval of the gain
    high: float | None = None
    p: float | None = None  # one-sided paired bootstrap, the largest over all simple methods
    p_holm: float | None = None


@dataclass(frozen=True)
class Example:
    """A test sentence, its reference, and what each cell's network made of it."""

    source: str
    reference: str
    texts: dict[str, str]  # by cell, of the seed with the median validation loss
    score: float  # chrF of the cell that is shown


@dataclass(frozen=True)
class LengthBin:
    """Test sentences of similar length."""

    shortest: int  # pieces
    longest: int
    sentences: int
    bleu: dict[str, float]  # by method


@dataclass(frozen=True)
class TranslationOutcome:
    """All there is to say so far."""

    verdict: Verdict
    reference: str  # the simple method with the highest BLEU on the test
    beforehand: str  # the simple method with the highest BLEU on validation
    methods: tuple[Method, ...]  # highest BLEU first
    shown: str  # the cell with the lowest validation loss
    examples: tuple[Example, ...]  # from the best translated to the worst, evenly spaced
    lengths: tuple[LengthBin, ...]
    facts: dict[str, Any]  # sizes of the blocks, of the vocabularies, shares of unknown words, cut of BLEU
    sentences: int  # of the test
    seeds_done: int
    seeds_wanted: int

    def method(self, name: str) -> Method:
        """The row of a method."""
        return next(one for one in self.methods if one.name == name)
