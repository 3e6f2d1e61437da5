"""From what is thought of each word to a sentence's tags: of spans only such as can be (Viterbi 1967)."""

from collections.abc import Sequence

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.spans import OUTSIDE

MOST = 4_000_000  # numbers at once


def decoded(told: Floats, lengths: Ints, names: Sequence[str], *, spans: bool) -> Ints:
    """The likeliest tags of each sentence, (words,).

    Of spans an I- follows a B- or I- of its type only: all other ways are impossible, and of the possible
    ones that with the largest sum is taken.

    Args:
        told: Log-probabilities, (words of all sentences, tags).
        lengths: Words of each sentence.
        names: Of the tags.
        spans: Whether they are BIO.
    """
    if not spans:
        return np.asarray(told.argmax(axis=1), dtype=np.int64)
    found = np.empty(len(told), dtype=np.int64)
    ends = np.cumsum(lengths)
    order, inside, begin = np.argsort(-lengths, kind="stable"), *_inside(names)
    start = 0
    while start < len(order):
        longest = int(lengths[order[start]])
        rows = order[start : start + max(1, MOST // (longest * len(names)))]
        start += len(rows)
        _decode(told, found, ends[rows] - lengths[rows], lengths[rows], inside, begin)
    return found


def _inside(names: Sequence[str]) -> tuple[Ints, Ints]:
    """The I- tags, and for each the B- tag of its type; -1 where there is none."""
    inside = [place for place, name in enumerate(names) if name != OUTSIDE and name.startswith("I-")]
    places = {name: place for place, name in enumerate(names)}
    begin = [places.get(f"B-{names[place][2:]}", -1) for place in inside]
    return np.array(inside, dtype=np.int64), np.array(begin, dtype=np.int64)


def _decode(told: Floats, found: Ints, starts: Ints, lengths: Ints, inside: Ints, begin: Ints) -> None:
    """Some sentences, the longest first: at each step those that have a word there."""
    longest, tags = int(lengths[0]), told.shape[1]
    back = np.zeros((longest, len(starts), tags), dtype=np.int32)
    score = told[starts].astype(float)  # (sentences, tags)
    score[:, inside] = -np.inf
    last = score.copy()
    for at in range(1, longest):
        alive = int(np.searchsorted(-lengths, -at, side="left"))  # sentences that are longer
        before = score[:alive]
        best = before.argmax(axis=1)
        back[at, :alive] = best[:, None]
        reached = np.repeat(before[np.arange(alive), best][:, None], tags, axis=1)
        from_begin = np.where(begin >= 0, before[:, begin], -np.inf)
        from_inside = before[:, inside]
        reached[:, inside] = np.maximum(from_begin, from_inside)
        back[at, :alive, inside] = np.where(from_begin >= from_inside, begin, inside).T
        score = reached + told[starts[:alive] + at]
        last[:alive] = score
    tag = last.argmax(axis=1)
    for at in range(longest - 1, -1, -1):
        alive = int(np.searchsorted(-lengths, -at, side="left"))
        found[starts[:alive] + at] = tag[:alive]
        if at:
            tag[:alive] = back[at, np.arange(alive), tag[:alive]]
