"""A text as numbers: its parts in order, and which of its characters or words are known."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from core.arrays import Ints
from core.tasks.generate.alphabet import ALPHABETS, Alphabet
from core.tasks.generate.spec import GenerateSpec
from core.text.long_facts import code_points
from core.text.long_text import LongText
from core.text.pieces import CUT_AT

BLOCKS = ("train", "validation", "test")


@dataclass(frozen=True, eq=False)
class Numbered:
    """A text in numbers, and where its parts begin and end, counted in characters or in words."""

    characters: Alphabet
    numbers: Ints  # (letters,)
    parts: Mapping[str, tuple[int, int]]

    def part(self, name: str) -> Ints:
        """The numbers of one part."""
        start, end = self.parts[name]
        return self.numbers[start:end]


def parts_of(letters: int, task: GenerateSpec) -> dict[str, tuple[int, int]]:
    """Train, validation and test, one after the other in the order of the text."""
    tested = int(letters * task.test_share)
    validated = int(letters * task.validation_share)
    ends = (letters - tested - validated, letters - tested, letters)
    return dict(zip(BLOCKS, zip((0, *ends[:2]), ends, strict=True), strict=True))


def characters_of(text: str, task: GenerateSpec) -> Alphabet:
    """The characters or words that are known, of the training part alone; ties as they come first."""
    if task.unit != "characters":
        places = list(CUT_AT[task.unit](text))
        _, end = parts_of(len(places), task)["train"]
        of_word = Counter(text[start:stop] for start, stop in places[:end])
        often = (word for word, times in of_word.most_common() if times >= task.fewest)
        return ALPHABETS[task.unit](tuple(islice(often, task.vocabulary)))
    _, end = parts_of(len(text), task)["train"]
    points, counts = np.unique(code_points(text[:end]), return_counts=True)
    order = np.lexsort((points, -counts))
    return ALPHABETS["characters"]("".join(chr(points[one]) for one in order if counts[one] >= task.fewest))


def places_of(text: str, task: GenerateSpec, name: str) -> Ints:
    """Where each character or word of a part begins, and where the last one ends, (its letters + 1,)."""
    if task.unit == "characters":
        start, end = parts_of(len(text), task)[name]
        return np.arange(start, end + 1)
    begins = np.array([*(start for start, _ in CUT_AT[task.unit](text)), len(text)])
    start, end = parts_of(len(begins) - 1, task)[name]
    return begins[start : end + 1]


@lru_cache(maxsize=4)
def numbered(data: LongText, task: GenerateSpec) -> Numbered:
    """A text in numbers; kept for all cells and seeds that a worker trains."""
    characters = characters_of(data.text, task)
    numbers = characters.encode(data.text)
    return Numbered(characters, numbers, parts_of(len(numbers), task))
