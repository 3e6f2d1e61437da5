"""A text as numbers: its parts in order, and which characters are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from core.arrays import Ints
from core.tasks.generate.spec import GenerateSpec
from core.text.long_text import LongText
from core.text.vocabulary import UNKNOWN

FIRST = UNKNOWN + 1  # number of the most frequent character
BLOCKS = ("train", "validation", "test")


@dataclass(frozen=True, eq=False)
class Characters:
    """Those that stand often enough in the training part, the most frequent first; numbers as of words."""

    known: str

    def __len__(self) -> int:
        """How many a network may answer with: the known ones, and the unknown."""
        return len(self.known) + 1

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number of each known character."""
        return {letter: place for place, letter in enumerate(self.known, start=FIRST)}

    def encode(self, text: str) -> Ints:
        """Number of each character, (letters,)."""
        points = code_points(text)
        kept, places = np.unique(points, return_inverse=True)
        told = np.array([self.numbers.get(chr(point), UNKNOWN) for point in kept], dtype=np.int64)
        return told[places] if len(points) else points

    def unknown(self, text: str) -> str:
        """The characters of a text that are not known, each once."""
        return "".join(dict.fromkeys(letter for letter in text if letter not in self.numbers))


@dataclass(frozen=True, eq=False)
class Numbered:
    """A text in numbers, and where its parts begin and end."""

    characters: Characters
    numbers: Ints  # (letters,)
    parts: Mapping[str, tuple[int, int]]

    def part(self, name: str) -> Ints:
        """The numbers of one part."""
        start, end = self.parts[name]
        return self.numbers[start:end]


def code_points(text: str) -> Ints:
    """The code point of each character, (letters,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def parts_of(letters: int, task: GenerateSpec) -> dict[str, tuple[int, int]]:
    """Train, validation and test, one after the other in the order of the text."""
    tested = int(letters * task.test_share)
    validated = int(letters * task.validation_share)
    ends = (letters - tested - validated, letters - tested, letters)
    return dict(zip(BLOCKS, zip((0, *ends[:2]), ends, strict=True), strict=True))


def characters_of(text: str, task: GenerateSpec) -> Characters:
    """The characters that are known, of the training part alone."""
    _, end = parts_of(len(text), task)["train"]
    points, counts = np.unique(code_points(text[:end]), return_counts=True)
    order = np.lexsort((points, -counts))
    return Characters("".join(chr(points[one]) for one in order if counts[one] >= task.fewest))


@lru_cache(maxsize=4)
def numbered(data: LongText, task: GenerateSpec) -> Numbered:
    """A text in numbers; kept for all cells and seeds that a worker trains."""
    characters = characters_of(data.text, task)
    return Numbered(characters, characters.encode(data.text), parts_of(len(data.text), task))
