"""What is mistaken for what, most often first, and where."""

import numpy as np

from core.tasks.tag.outcome import Mistaken, TagOutcome

MOST_KINDS = 15
PLACES = 3  # of each, that are shown


def mistakes(outcome: TagOutcome, method: str) -> list[Mistaken]:
    """The ways in which a method is wrong, the most frequent first."""
    told, truth, count = outcome.told[method], outcome.truth, len(outcome.names)
    wrong = np.flatnonzero(told != truth)
    kinds, often = np.unique(truth[wrong] * count + told[wrong], return_counts=True)
    starts = np.cumsum(outcome.lengths) - outcome.lengths
    found = []
    for place in np.argsort(-often, kind="stable")[:MOST_KINDS]:
        true, other = divmod(int(kinds[place]), count)
        words = wrong[(truth[wrong] == true) & (told[wrong] == other)][:PLACES]
        rows = np.searchsorted(starts, words, side="right") - 1
        places = tuple((int(row), int(word - starts[row])) for row, word in zip(rows, words, strict=True))
        found.append(Mistaken(true, other, int(often[place]), places))
    return found
