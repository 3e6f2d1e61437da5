"""Find the translation of sentences: word by word the likeliest, or several followed side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import log_softmax

from core.arrays import Floats, Ints
from core.tasks.translate.translator import Read, States, Translator
from core.text.vocabulary import SPECIAL

AT_ONCE = 256  # sentences times beams
LONGEST, MORE = 2.0, 10  # a translation has at most so many times the words of its sentence, and so many more


@dataclass(frozen=True, eq=False)
class Found:
    """One translation of a sentence."""

    numbers: tuple[int, ...]  # of its words, without the end
    score: float  # log-probability divided by its length, the end included, to a power
    weights: Floats | None  # of attention, (words and the end, words read)
    ended: bool = True  # False: it had to be broken off


def translations(
    translator: Translator, numbers: Ints, *, end: int, beam: int, length_norm: float
) -> list[list[Found]]:
    """The best translations of each sentence, the best first; at least one, at most `beam`.

    Args:
        numbers: Of the words of each sentence, (sentences, longest), 0 behind their ends.
        end: The number that ends a translation, and stands before its first word.
        beam: Translations that are followed side by side; 1 takes the likeliest word at each step.
        length_norm: Power of the length that log-probabilities are divided by; 0 prefers short ones.
    """
    lengths, stretch = (numbers != 0).sum(axis=1), max(1, AT_ONCE // beam)
    order = np.argsort(lengths, kind="stable")
    found: list[list[Found]] = [[] for _ in range(len(numbers))]
    for start in range(0, len(order), stretch):
        rows = order[start : start + stretch]
        some = numbers[rows, : lengths[rows[-1]]]
        for row, one in zip(rows, _searched(translator, some, end, beam, length_norm), strict=True):
            found[row] = one
    return found


def _searched(translator: Translator, numbers: Ints, end: int, beam: int, norm: float) -> list[list[Found]]:
    """All sentences side by side; a beam that has as many ended translations as it is wide is done."""
    sentences = len(numbers)
    begun = translator.read(numbers)
    read = begun.take(np.repeat(np.arange(sentences), beam))
    live = _Live(sentences, beam, end, read)
    ended: list[list[Found]] = [[] for _ in range(sentences)]
    most = int(LONGEST * numbers.shape[1]) + MORE
    for _ in range(most):
        logits, states, weights = translator.step(live.before, live.states, read)
        live.advance(logits, states, weights, ended, norm)
        if all(len(one) >= beam for one in ended):
            break
    for sentence, known in enumerate(ended):
        if not known:
            known.append(live.broken_off(sentence, norm))
        known.sort(key=lambda one: -one.score)
    return [known[:beam] for known in ended]


class _Live:
    """Translations that go on, `beam` of each sentence, one below the other."""

    def __init__(self, sentences: int, beam: int, end: int, read: Read) -> None:
        self.sentences, self.beam, self.end = sentences, beam, end
        self.states: States = read.begin
        self.before = np.full(sentences * beam, end)
        self.scores = np.full((sentences, beam), -np.inf)
        self.scores[:, 0] = 0.0  # all beams begin alike: one of them counts
        self.words: list[Ints] = []  # of each step, (sentences x beam,)
        self.weights: list[Any] = []

    def advance(
        self, logits: Any, states: States, weights: Any, ended: list[list[Found]], norm: float
    ) -> None:
        """One word further; what ends among the best goes to `ended`."""
        told = log_softmax(logits.astype(np.float64), axis=-1)
        told[:, :SPECIAL] = -np.inf
        total = self.scores.reshape(-1, 1) + told  # (sentences x beam, targets)
        targets = total.shape[1]
        flat = total.reshape(self.sentences, -1)
        best = _largest(flat, 2 * self.beam)  # (sentences, 2 beams), the best first
        chosen = np.zeros((self.sentences, self.beam), dtype=np.int64)
        scores = np.full((self.sentences, self.beam), -np.inf)
        if weights is not None:
            self.weights.append(weights)
        for sentence in range(self.sentences):
            place = 0
            for rank, candidate in enumerate(best[sentence]):
                score = flat[sentence, candidate]
                if candidate % targets == self.end:
                    if rank < self.beam and len(ended[sentence]) < self.beam and np.isfinite(score):
                        ended[sentence].append(self._found(sentence, candidate // targets, score, norm))
                elif place < self.beam:
                    chosen[sentence, place], scores[sentence, place] = candidate, score
                    place += 1
        self._go_on(chosen, scores, states, targets)

    def _go_on(self, chosen: Ints, scores: Floats, states: States, targets: int) -> None:
        rows = (chosen // targets + self.beam * np.arange(self.sentences)[:, None]).ravel()
        self.before, self.scores = (chosen % targets).ravel(), scores
        self.states = [{name: one[rows] for name, one in state.items()} for state in states]
        self.words = [one[rows] for one in self.words] + [self.before]
        self.weights = [one[rows] for one in self.weights]

    def _found(self, sentence: int, beam: int, score: float, norm: float, *, ended: bool = True) -> Found:
        row = sentence * self.beam + beam
        words = tuple(int(one[row]) for one in self.words)
        weights = np.stack([one[row] for one in self.weights]) if self.weights else None
        length = len(words) + ended
        return Found(words, float(score) / max(length, 1) ** norm, weights, ended)

    def broken_off(self, sentence: int, norm: float) -> Found:
        """The best of what goes on, where nothing has ended."""
        best = int(self.scores[sentence].argmax())
        return self._found(sentence, best, self.scores[sentence, best], norm, ended=False)


def _largest(values: Floats, count: int) -> Ints:
    """The places of the largest values of each row, the largest first; of equal ones the earlier."""
    count = min(count, values.shape[1])
    some = np.sort(np.argpartition(-values, count - 1, axis=1)[:, :count], axis=1)
    order = np.argsort(-np.take_along_axis(values, some, axis=1), axis=1, kind="stable")
    return np.take_along_axis(some, order, axis=1)


def words_of(found: Sequence[int], words: Sequence[str]) -> list[str]:
    """The words of a translation."""
    return [words[number - SPECIAL] for number in found]
