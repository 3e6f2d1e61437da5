"""Spans in tagged sentences: how many are told whole, with their type.

Tjong Kim Sang & De Meulder 2003, Introduction to the CoNLL-2003 shared task, section 3.2. A span is right
where first word, last word and type are; half right is wrong twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Floats, Ints

OUTSIDE = "O"


@dataclass(frozen=True, eq=False)
class Spans:
    """All spans of some sentences, in order."""

    first: Ints  # (spans,), words of all sentences are counted on
    last: Ints
    kind: Ints  # place among the types
    sentence: Ints

    @cached_property
    def keys(self) -> Ints:
        """A number per span; equal ones are the same span."""
        found: Ints = (self.first << 36) | (self.last - self.first << 16) | self.kind
        return found


@dataclass(frozen=True)
class SpanScores:
    """Of one type, or of all."""

    kind: str  # "" of all
    precision: float | None  # None: none was told
    recall: float | None  # None: there is none
    f1: float | None
    count: int  # true ones


def kinds_of(names: Sequence[str]) -> list[str]:
    """The types of spans that tags (BIO) tell of, by name."""
    return sorted({name[2:] for name in names if name != OUTSIDE})


def spans_of(tags: Ints, lengths: Ints, names: Sequence[str]) -> Spans:
    """The spans that tags tell of; an I- that continues nothing begins one, as in the CoNLL evaluation.

    Args:
        tags: Of all words of all sentences, places in `names`.
        lengths: Words of each sentence.
    """
    kinds = kinds_of(names)
    of_tag = np.array([kinds.index(name[2:]) if name != OUTSIDE else -1 for name in names])
    inside = np.array([name.startswith("I-") for name in names])[tags]
    kind, sentence = of_tag[tags], np.repeat(np.arange(len(lengths)), lengths)
    before = np.concatenate([[-1], kind[:-1]])
    before[(np.cumsum(lengths) - lengths)[lengths > 0]] = -1  # nothing goes on from sentence to sentence
    begins = (kind >= 0) & ~(inside & (before == kind))
    first = np.flatnonzero(begins)
    number = np.cumsum(begins) - 1  # of the span that a word within one belongs to
    last = np.zeros(len(first), dtype=np.int64)
    within = np.flatnonzero(kind >= 0)
    last[number[within]] = within  # the latest word counts
    return Spans(first, last, kind[first], sentence[first])


def span_counts(truth: Spans, told: Spans, sentences: int) -> tuple[Floats, Floats]:
    """By sentence, the parts of F1: twice the spans that are right, and those that are true or told."""
    right = np.isin(told.keys, truth.keys)
    double = 2.0 * np.bincount(told.sentence[right], minlength=sentences)
    both = np.concatenate([told.sentence, truth.sentence])
    return double.astype(np.float64), np.bincount(both, minlength=sentences).astype(np.float64)


def span_scores(truth: Spans, told: Spans, kinds: Sequence[str]) -> list[SpanScores]:
    """Of all spans together, then of each type."""
    right = np.isin(told.keys, truth.keys)
    found = [_scores("", int(right.sum()), len(told.kind), len(truth.kind))]
    for place, kind in enumerate(kinds):
        mine = told.kind == place
        counts = int((right & mine).sum()), int(mine.sum()), int((truth.kind == place).sum())
        found.append(_scores(kind, *counts))
    return found


def _scores(kind: str, right: int, told: int, true: int) -> SpanScores:
    both = told + true
    return SpanScores(
        kind,
        right / told if told else None,
        right / true if true else None,
        2 * right / both if both else None,
        true,
    )
