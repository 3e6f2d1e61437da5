"""The facts of an experiment that writes on: every number a page or a command may show."""

from dataclasses import dataclass
from typing import Any

from core.arrays import Floats
from core.evaluate.verdict import Verdict


@dataclass(frozen=True)
class Teller:
    """One row of the table of methods, scored on the test part of the text.

    Kinds: "simple"; "cell", whose figures are means over its seeds' networks.
    """

    name: str
    kind: str
    seeds: int
    weights: int  # trainable numbers of one network but those of the embedding, 0 for n-grams
    bits: float  # per character
    deviation: float | None  # over seeds; None for one
    gain: float | None  # share of the reference's bits that is saved
    low: float | None = None  # 95 % interval of the gain
    high: float | None = None
    p: float | None = None  # one-sided, the largest over all n-grams
    p_holm: float | None = None


@dataclass(frozen=True)
class WritingOutcome:
    """All there is to say so far."""

    verdict: Verdict
    reference: str  # the n-gram that needed the fewest bits on the test
    beforehand: str  # the n-gram that needed the fewest on validation
    methods: tuple[Teller, ...]  # fewest bits first
    compressed: dict[str, float]  # bits per character by compressor, for scale
    shown: str  # the cell with the lowest validation loss
    surprises: dict[str, Floats]  # by method, bits of each character of the test, of cells means over seeds
    facts: dict[str, Any]  # letters of each part, known characters, share of unknown ones in the test
    blocks: int  # of the test, whose means are compared in pairs
    seeds_done: int
    seeds_wanted: int

    def method(self, name: str) -> Teller:
        """The row of a method."""
        return next(one for one in self.methods if one.name == name)
