"""Texts as counts of their words and pairs of words: what every baseline of texts is fitted on and asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.arrays import Floats, Ints
from core.evaluate.bag import Bag


@dataclass(frozen=True, eq=False)
class Counted:
    """Counts are sparse, (texts, terms)."""

    terms: tuple[str, ...]
    counts: Any  # of the training texts
    labels: Ints  # their classes
    truth: Ints  # classes of the validation texts
    asked: Sequence[Any]  # the validation texts first
    classes: int


@dataclass(frozen=True)
class Answers:
    """What a baseline tells."""

    probabilities: list[Floats]  # (texts, classes) of each block that was asked
    bag: Bag | None = None  # where it is one, to score texts later
