"""Interpolated n-grams of characters after Witten & Bell (1991): what networks have to beat.

P(c | h) = (count(hc) + kinds(h) · P(c | h')) / (count(h) + kinds(h)), where h' is h without its first
character, and kinds(h) says how many different characters followed h. Below order 1 all are equally likely.
"""

from typing import NamedTuple

import numpy as np

from core.arrays import Floats, Ints

ORDERS = (1, 2, 3, 4, 5)


def ngram_bits(numbers: Ints, trained: int, characters: int, orders: int = ORDERS[-1]) -> dict[int, Floats]:
    """What each character of a text costs, told from those before it.

    Args:
        numbers: The text, each character's number at least 0.
        trained: So many characters at its beginning are counted; nothing behind them is.
        characters: How many there may be.

    Returns:
        By order, bits of every character behind the counted ones, (letters - trained,).
    """
    told = np.full(len(numbers), 1.0 / characters)
    context, bits = np.zeros(len(numbers), dtype=np.int64), {}  # place of what stands before each character
    width, places = int(numbers.max()) + 1, np.arange(trained)
    for order in range(1, orders + 1):
        counts = counted(by_place(context * width + numbers), context, places[order - 1 :])
        finer = (counts.grams + counts.kinds * told) / np.maximum(counts.seen + counts.kinds, 1)
        told = np.where(counts.seen > 0, finer, told)
        bits[order] = -np.log2(told[trained:])
        context = contexts(numbers, order, width)
    return bits


class Counts(NamedTuple):
    """What was counted, at each place of a text: of what stands there, and of its context."""

    grams: Ints  # times that this character followed this context
    seen: Ints  # times that anything did
    kinds: Ints  # different characters that did
    of_kind: Ints  # times of each different pair that was counted, in no order


def counted(pairs: Ints, context: Ints, places: Ints) -> Counts:
    """Count the pairs of context and character at some places of a text.

    Args:
        pairs: By a number for each, (letters,); its context likewise.
    """
    there, first, times = np.unique(pairs[places], return_index=True, return_counts=True)
    grams = np.zeros(int(pairs.max()) + 1, dtype=np.int64)
    grams[there] = times
    contexts_counted, most = context[places], int(context.max()) + 1
    seen = np.bincount(contexts_counted, minlength=most)
    kinds = np.bincount(contexts_counted[first], minlength=most)
    return Counts(grams[pairs], seen[context], kinds[context], times)


def contexts(numbers: Ints, order: int, width: int) -> Ints:
    """The place of the last `order` characters before each character, by what they are.

    At the first characters, before which fewer stand, it means nothing.
    """
    found = np.zeros(len(numbers), dtype=np.int64)
    for back in range(order, 0, -1):
        shifted = np.concatenate([np.zeros(min(back, len(numbers)), dtype=np.int64), numbers[:-back]])
        found = by_place(found * width + shifted)
    return found


def by_place(keys: Ints) -> Ints:
    """Each key by its place among the different ones."""
    _, places = np.unique(keys, return_inverse=True)
    return np.asarray(places, dtype=np.int64)
