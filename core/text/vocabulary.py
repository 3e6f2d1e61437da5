"""Number the words of the training rows; what they never hold is unknown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

PADDING, UNKNOWN = 0, 1
SPECIAL = 2  # numbers taken before the first word
RARE = 2  # a word must occur so often: from those that do not, the network learns what is unknown


@dataclass(frozen=True)
class Vocabulary:
    """Words from the most frequent on; word i has the number i + 2."""

    words: tuple[str, ...]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words, start=SPECIAL)}

    def encode(self, words: Iterable[str]) -> list[int]:
        """Numbers of words, 1 for unknown ones."""
        return [self.numbers.get(word, UNKNOWN) for word in words]

    def __len__(self) -> int:
        return len(self.words) + SPECIAL


def fit_vocabulary(texts: Iterable[Sequence[str]], size: int) -> Vocabulary:
    """Keep the most frequent words of the training texts; ties go to the one that came first.

    Args:
        texts: Words of each text.
        size: Most numbers, padding and unknown included.
    """
    counts: Counter[str] = Counter()
    for words in texts:
        counts.update(words)
    kept = [word for word, count in counts.most_common(max(size - SPECIAL, 0)) if count >= RARE]
    return Vocabulary(tuple(kept))
