"""The most frequent tag of each word, the least that any tagger has to know."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from core.arrays import Floats, Ints

TRUST = 0.5  # times that the tags of all words are counted beside those of one
RARE = 1  # times: words that stand so often say what unknown ones are


class FrequentTags:
    """Counts of the training sentences."""

    def __init__(self, words: Sequence[Sequence[str]], tags: Sequence[Ints], count: int) -> None:
        flat = [word for sentence in words for word in sentence]
        numbers = np.concatenate(tags)
        kinds = {word: place for place, word in enumerate(dict.fromkeys(flat))}
        places = np.array([kinds[word] for word in flat])
        table = np.zeros((len(kinds), count))
        np.add.at(table, (places, numbers), 1.0)
        often = Counter(flat)
        seldom = [place for word, place in kinds.items() if often[word] <= RARE]
        prior = (table.sum(axis=0) + TRUST) / (table.sum() + TRUST * count)
        of_rare = table[seldom].sum(axis=0) + TRUST * prior
        self.kinds = kinds
        self.known = np.log(_shares(table + TRUST * prior))  # (words, tags)
        self.unknown = np.log(_shares(of_rare[None]))[0]

    def told(self, words: Sequence[Sequence[str]]) -> Floats:
        """Log-probabilities of the tags of each word, sentence after sentence, (words, tags)."""
        each = [self.kinds.get(word) for sentence in words for word in sentence]
        return np.stack([self.unknown if place is None else self.known[place] for place in each])


def _shares(counts: Floats) -> Floats:
    found: Floats = counts / counts.sum(axis=1, keepdims=True)
    return found
