"""What a text is told by, its characters or its words: numbered, and put together again."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Ints
from core.text.long_facts import code_points
from core.text.pieces import items_and_ends, joined, words_and_ends
from core.text.vocabulary import UNKNOWN

FIRST = UNKNOWN + 1  # number of the most frequent one


@dataclass(frozen=True, eq=False)
class Alphabet(ABC):
    """Those that stand often enough in the training part, the most frequent first."""

    known: Sequence[str]

    def __len__(self) -> int:
        """How many a network may answer with: the known ones, and the unknown."""
        return len(self.known) + 1

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number of each known one."""
        return {one: place for place, one in enumerate(self.known, start=FIRST)}

    @abstractmethod
    def encode(self, text: str) -> Ints:
        """Number of each character or word of a text, (letters,)."""

    @abstractmethod
    def cut(self, text: str) -> list[tuple[int, int]]:
        """Where each begins in a text, and ends."""

    @abstractmethod
    def more(self, text: str, numbers: Iterable[int]) -> str:
        """What stands behind a text that is gone on with."""

    def unknown(self, text: str) -> list[str]:
        """What of a text is not known, each once."""
        found = (text[start:end] for start, end in self.cut(text))
        return [one for one in dict.fromkeys(found) if one not in self.numbers]

    def named(self, numbers: Iterable[int]) -> list[str]:
        """Known ones by their numbers."""
        return [self.known[number - FIRST] for number in numbers]


class Characters(Alphabet):
    """Every character, blanks among them."""

    def encode(self, text: str) -> Ints:
        points = code_points(text)
        kept, places = np.unique(points, return_inverse=True)
        told = np.array([self.numbers.get(chr(point), UNKNOWN) for point in kept], dtype=np.int64)
        return told[places] if len(points) else points

    def cut(self, text: str) -> list[tuple[int, int]]:
        return [(place, place + 1) for place in range(len(text))]

    def more(self, text: str, numbers: Iterable[int]) -> str:
        return "".join(self.named(numbers))


class Words(Alphabet):
    """Words, signs, ends of lines, Chinese characters; blanks are not told, but put where they belong."""

    def encode(self, text: str) -> Ints:
        found = [self.numbers.get(text[start:end], UNKNOWN) for start, end in self.cut(text)]
        return np.array(found, dtype=np.int64)

    def cut(self, text: str) -> list[tuple[int, int]]:
        return list(words_and_ends(text))

    def more(self, text: str, numbers: Iterable[int]) -> str:
        line = text.rpartition("\n")[2]
        begun = [line[start:end] for start, end in words_and_ends(line)]
        first, *others = _lines([*begun, *self.named(numbers)])
        new = "\n".join([first[len(joined(begun, "words")) :], *others])
        return new.removeprefix(" ") if text[-1:].isspace() else new


class Items(Words):
    """Items of sessions, with blanks between them, and the ends of these."""

    def cut(self, text: str) -> list[tuple[int, int]]:
        return list(items_and_ends(text))

    def more(self, text: str, numbers: Iterable[int]) -> str:
        return "".join(one if one == "\n" else f" {one}" for one in self.named(numbers))


ALPHABETS: dict[str, type[Alphabet]] = {"characters": Characters, "words": Words, "items": Items}


def _lines(words: Sequence[str]) -> list[str]:
    """Words put together, line by line."""
    lines: list[list[str]] = [[]]
    for word in words:
        if word == "\n":
            lines.append([])
        else:
            lines[-1].append(word)
    return [joined(line, "words") for line in lines]
