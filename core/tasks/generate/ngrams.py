"""Interpolated n-grams of characters after Witten & Bell (1991): what networks have to beat.

P(c | h) = (count(hc) + kinds(h) · P(c | h')) / (count(h) + kinds(h)), where h' is h without its first
character, and kinds(h) says how many different characters followed h. Below order 1 all are equally likely.
"""

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
    width = int(numbers.max()) + 1
    for order in range(1, orders + 1):
        told = _finer(told, context, numbers, width, trained, order)
        bits[order] = -np.log2(told[trained:])
        context = _contexts(numbers, order, width)
    return bits


def _finer(told: Floats, context: Ints, numbers: Ints, width: int, trained: int, order: int) -> Floats:
    """Probabilities of one order from those below; the first characters have no whole context."""
    pairs = _numbered(context * width + numbers)
    counted = np.zeros(len(numbers), dtype=bool)
    counted[order - 1 : trained] = True
    of_pair = np.bincount(pairs[counted], minlength=int(pairs.max()) + 1)
    of_context = np.bincount(context[counted], minlength=int(context.max()) + 1)
    _, first = np.unique(pairs[counted], return_index=True)
    kinds = np.bincount(context[counted][first], minlength=int(context.max()) + 1)
    seen, different = of_context[context], kinds[context]
    finer = (of_pair[pairs] + different * told) / np.maximum(seen + different, 1)
    known = seen > 0
    known[: order - 1] = False
    return np.where(known, finer, told)


def _contexts(numbers: Ints, order: int, width: int) -> Ints:
    """The place of the last `order` characters before each character, by what they are."""
    found = np.zeros(len(numbers), dtype=np.int64)
    for back in range(order, 0, -1):
        shifted = np.concatenate([np.zeros(min(back, len(numbers)), dtype=np.int64), numbers[:-back]])
        found = _numbered(found * width + shifted)
    return found


def _numbered(keys: Ints) -> Ints:
    """Each key by its place among the different ones."""
    _, places = np.unique(keys, return_inverse=True)
    return np.asarray(places, dtype=np.int64)
