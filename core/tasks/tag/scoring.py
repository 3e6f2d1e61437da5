"""What tags are scored by: right ones, or spans that are whole, in sentences whose truth is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.arrays import Arrays, Bools, Floats, Ints
from core.evaluate.paired_shares import Shares
from core.evaluate.spans import Spans, span_counts, span_scores, spans_of
from core.tasks.tag.decoding import decoded

SIMPLE = ("frequent_tag", "hmm", "window_logistic")  # the simplest first


@dataclass(frozen=True, eq=False)
class Judge:
    """The truth of a block, and how tags of its words are scored."""

    names: tuple[str, ...]
    spans: bool
    lengths: Ints
    truth: Ints
    unknown: Bools

    @cached_property
    def true_spans(self) -> Spans:
        """Where tags are BIO."""
        return spans_of(self.truth, self.lengths, self.names)

    def decoded(self, told: Floats) -> Ints:
        """The tags that log-probabilities (words, tags) come to."""
        return decoded(told, self.lengths, self.names, spans=self.spans)

    def shares(self, told: Ints) -> Shares:
        """By sentence: words with their right tag of all words, or of spans the two parts of F1."""
        if self.spans:
            mine = spans_of(told.astype(np.int64), self.lengths, self.names)
            return Shares(*span_counts(self.true_spans, mine, len(self.lengths)))
        right = self._by_sentence(told == self.truth)
        return Shares(right, self.lengths.astype(float))

    def scores(self, told: Ints) -> dict[str, float | None]:
        """By name, see `core.tasks.tag.outcome.SCORES`."""
        right = told == self.truth
        found: dict[str, float | None] = {
            "score": self.shares(told).share,
            "accuracy": float(right.mean()),
            "unknown": float(right[self.unknown].mean()) if self.unknown.any() else None,
            "sentences": float(np.mean(self._by_sentence(right) == self.lengths)),
            "precision": None,
            "recall": None,
        }
        if self.spans:
            mine = spans_of(told, self.lengths, self.names)
            whole = span_scores(self.true_spans, mine, ())[0]
            found |= {"precision": whole.precision, "recall": whole.recall}
        return found

    def _by_sentence(self, right: Bools) -> Floats:
        sentence = np.repeat(np.arange(len(self.lengths)), self.lengths)
        return np.bincount(sentence[right], minlength=len(self.lengths)).astype(np.float64)


def judge_of(baselines: Arrays, facts: Mapping[str, Any], block: str) -> Judge:
    """The judge of a block, from what the baselines' run left."""
    truth = baselines[f"{block}_truth"].astype(np.int64)
    lengths = baselines[f"{block}_lengths"].astype(np.int64)
    unknown = baselines.get(f"{block}_unknown", np.zeros(len(truth), dtype=bool))
    return Judge(tuple(facts["names"]), bool(facts["spans"]), lengths, truth, unknown)


def simple_names(baselines: Arrays) -> list[str]:
    """The simple methods that a run left, the simplest first."""
    return [name for name in SIMPLE if f"test/{name}" in baselines]
