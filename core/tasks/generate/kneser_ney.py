"""Interpolated n-grams of words after Kneser & Ney (1995), as Chen & Goodman (1998) write them.

P(w | h) = max(c(hw) - D, 0) / c(h) + D · kinds(h) / c(h) · P'(w | h'), where h' is h without its first word,
and kinds(h) says how many different words followed h. In P', the lower orders, c(h'w) is not how often h'w
stands in the text but behind how many different words. Below order 1 all words are equally likely. One
discount for each order, from how many pairs were counted once and twice: D = n1 / (n1 + 2 n2) (Ney, Essen &
Kneser 1994).
"""

from collections.abc import Callable

import numpy as np

from core.arrays import Floats, Ints
from core.tasks.generate.ngrams import ORDERS, Counts, by_place, contexts, counted

LEAST, MOST = 0.1, 0.9  # discounts, where so few pairs were counted that the formula gives 0 or 1


def estimated(times: Ints) -> float:
    """The discount, from the times of each different pair."""
    once, twice = int(np.sum(times == 1)), int(np.sum(times == 2))
    return min(max(once / (once + 2 * twice), LEAST), MOST) if once else LEAST


def kneser_ney_bits(
    numbers: Ints, trained: int, words: int, orders: int = ORDERS[-1],
    discount: Callable[[Ints], float] = estimated,
) -> dict[int, Floats]:  # fmt: skip
    """What each word of a text costs, told from those before it; arguments and result as of `ngram_bits`."""
    lower = np.full(len(numbers), 1.0 / words)
    context, bits = np.zeros(len(numbers), dtype=np.int64), {}
    width, places = int(numbers.max()) + 1, np.arange(trained)
    for order in range(1, orders + 1):
        pairs = by_place(context * width + numbers)
        told = _told(counted(pairs, context, places[order - 1 :]), lower, discount)
        bits[order] = -np.log2(told[trained:])
        before = contexts(numbers, order, width)
        longer = (before * width + numbers)[order:trained]
        _, first = np.unique(longer, return_index=True)  # each pair with another word before it, once
        lower = _told(counted(pairs, context, places[order:][first]), lower, discount)
        context = before
    return bits


def _told(counts: Counts, lower: Floats, discount: Callable[[Ints], float]) -> Floats:
    """Probabilities of one order from those below."""
    less = discount(counts.of_kind)
    finer = np.maximum(counts.grams - less, 0) + less * counts.kinds * lower
    return np.where(counts.seen > 0, finer / np.maximum(counts.seen, 1), lower)
