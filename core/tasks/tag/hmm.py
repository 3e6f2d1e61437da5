"""A hidden Markov model of tags: which follows which, and which word each tag says.

Transitions are bigrams, interpolated with single tags (Witten & Bell 1991). What a word is that was never
seen its ending tells: the tags of rare words with that ending, shorter endings where a longer one was seen
seldom (Brants 2000, TnT, section 2.3).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from core.arrays import Floats, Ints
from core.text.tagged.schemes import allowed

LONGEST_ENDING = 6
RARE = 10  # times: the endings of words that stand no more often are counted
LITTLE = 1e-3  # of a count, for words beside a tag that they never had
NEVER = -1e9  # a logarithm


class HiddenMarkov:
    """Counts of the training sentences, as logarithms of probabilities."""

    def __init__(
        self, words: Sequence[Sequence[str]], tags: Sequence[Ints], names: Sequence[str], *, spans: bool
    ) -> None:
        count, flat = len(names), np.concatenate(tags)
        single: Floats = np.bincount(flat, minlength=count).astype(np.float64) + LITTLE
        self.prior = single / single.sum()
        pairs, first = np.zeros((count, count)), np.zeros(count)
        for one in tags:
            first[one[0]] += 1
            np.add.at(pairs, (one[:-1], one[1:]), 1.0)
        self.first = np.log(self._interpolated(first[None])[0])
        self.after = np.log(self._interpolated(pairs))
        if spans:
            begins, follows = allowed(names)
            self.first = np.where(begins, self.first, NEVER)
            self.after = np.where(follows, self.after, NEVER)
        self._count_words(words, tags, single)

    def _interpolated(self, counts: Floats) -> Floats:
        """Rows as shares, the more of single tags in them the more different ones were seen there."""
        total, kinds = counts.sum(axis=1, keepdims=True), (counts > 0).sum(axis=1, keepdims=True)
        found: Floats = (counts + np.maximum(kinds, 1) * self.prior) / (total + np.maximum(kinds, 1))
        return found

    def _count_words(self, words: Sequence[Sequence[str]], tags: Sequence[Ints], single: Floats) -> None:
        often = Counter(word for sentence in words for word in sentence)
        counts: defaultdict[str, Floats] = defaultdict(lambda: np.zeros(len(single)))
        endings: defaultdict[str, Floats] = defaultdict(lambda: np.zeros(len(single)))
        for sentence, numbers in zip(words, tags, strict=True):
            for word, tag in zip(sentence, numbers, strict=True):
                counts[word][tag] += 1
                if often[word] <= RARE:
                    for ending in _endings(word):
                        endings[ending][tag] += 1
        self.endings = endings
        self.trust = float(np.std(self.prior))  # of shorter endings, as TnT has it
        self.known = {word: np.log((one + LITTLE * self.prior) / single) for word, one in counts.items()}
        self.unseen: dict[str, Floats] = {}

    def said(self, word: str) -> Floats:
        """Logarithm of how likely each tag says a word, up to a constant."""
        if (known := self.known.get(word)) is not None:
            return known
        if word not in self.unseen:
            share = self.prior
            for ending in _endings(word):
                if (counts := self.endings.get(ending)) is not None:
                    share = (counts / counts.sum() + self.trust * share) / (1 + self.trust)
            self.unseen[word] = np.log(share + LITTLE * self.prior) - np.log(self.prior)
        return self.unseen[word]

    def tags(self, words: Sequence[Sequence[str]]) -> Ints:
        """The likeliest tags of each sentence, one behind the other (Viterbi 1967)."""
        return np.concatenate([self._sentence(sentence) for sentence in words])

    def _sentence(self, words: Sequence[str]) -> Ints:
        score, back = self.first + self.said(words[0]), []
        for word in words[1:]:
            ways = score[:, None] + self.after  # (before, now)
            best = ways.argmax(axis=0)
            back.append(best)
            score = ways[best, np.arange(len(score))] + self.said(word)
        found = [int(score.argmax())]
        for best in reversed(back):
            found.append(int(best[found[-1]]))
        return np.array(found[::-1], dtype=np.int64)


def _endings(word: str) -> list[str]:
    """Nothing first, then longer and longer ones; with whether the word begins with a capital."""
    mark = "A" if word[:1].isupper() else "a"
    return [mark + word[len(word) - length :] for length in range(min(LONGEST_ENDING, len(word)) + 1)]
