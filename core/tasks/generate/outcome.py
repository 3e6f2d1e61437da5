"""The facts of an experiment that writes on: every number a page or a command may show."""

from dataclasses import dataclass
from typing import Any

from core.evaluate.verdict import Verdict
from core.tasks.generate.spec import GenerateSpec


@dataclass(frozen=True)
class Teller:
    """One row of the table of methods, scored on the test part of the text.

    Kinds: "simple"; "cell", whose figures are means over its seeds' networks.
    """

    name: str
    kind: str
    seeds: int
    weights: int  # trainable numbers of one network but those of the embedding, 0 for n-grams
    bits: float  # per character or word; of items, the share of sessions whose last one was missed
    deviation: float | None  # over seeds; None for one
    gain: float | None  # share of the reference's bits that is saved
    low: float | None = None  # 95 % interval of the gain
    high: float | None = None
    p: float | None = None  # one-sided, the largest over all n-grams
    p_holm: float | None = None
    mrr: float | None = None  # of items, at 20

    @property
    def recall(self) -> float:
        """Of items: share of sessions whose last one is among the first twenty."""
        return 1.0 - self.bits

    @property
    def perplexity(self) -> float:
        """Among how many equally likely ones it is as unsure."""
        return float(2**self.bits)


@dataclass(frozen=True)
class WritingOutcome:
    """All there is to say so far."""

    verdict: Verdict
    reference: str  # the n-gram that needed the fewest bits on the test
    beforehand: str  # the n-gram that needed the fewest on validation
    methods: tuple[Teller, ...]  # fewest bits first
    compressed: dict[str, float]  # bits per character by compressor, for scale; none beside words
    shown: str  # the cell with the lowest validation loss
    facts: dict[str, Any]  # letters of each part, those known, share of unknown ones in the test
    blocks: int  # of the test, whose means are compared in pairs
    seeds_done: int
    seeds_wanted: int
    task: GenerateSpec  # says whether characters or words were told

    def method(self, name: str) -> Teller:
        """The row of a method."""
        return next(one for one in self.methods if one.name == name)
