"""What is known of tagged sentences without holding them: names, counts, and a few of them to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Ints
from core.notes import Note
from core.text.tagged.choices import PARTS
from core.text.tagged.cutting import splits_of

SHOWN = 6  # sentences
MOST_SHOWN = 40  # words of each


@dataclass(frozen=True)
class TaggedFacts:
    """Names, counts and findings."""

    sha256: str
    names: tuple[str, ...]  # of the tags, the most frequent first
    spans: bool
    unit: str
    name: str
    source: str
    notes: tuple[Note, ...]
    sentences: int
    words: int
    kinds: int  # different words
    usual: int  # words of a sentence: median
    longest: int
    parts: dict[str, int]  # sentences by part, those that were given; all of them under "train" if none was
    counts: dict[str, int]  # words by tag
    shown: tuple[tuple[tuple[str, int], ...], ...]  # words with their tags
    splits: tuple[str, ...]  # parts of words that are words of their own (see `core.text.tagged.cutting`)

    @property
    def given(self) -> tuple[str, ...]:
        """The parts beside train that were given."""
        return tuple(part for part in PARTS[1:] if self.parts[part])


def facts_of(
    about: Mapping[str, Any], words: Sequence[str], lengths: Ints, tags: Ints, parts: Ints
) -> TaggedFacts:
    """Gather them.

    Args:
        about: The first seven fields.
    """
    names, kinds = about["names"], set(words)
    shown, start = [], 0
    for length in lengths[:SHOWN]:
        stretch = slice(start, start + min(int(length), MOST_SHOWN))
        shown.append(tuple(zip(words[stretch], map(int, tags[stretch]), strict=True)))
        start += int(length)
    return TaggedFacts(
        **about,
        sentences=len(lengths),
        words=len(words),
        kinds=len(kinds),
        usual=int(np.median(lengths)),
        longest=int(lengths.max()),
        parts=dict(zip(PARTS, map(int, np.bincount(parts, minlength=len(PARTS))), strict=True)),
        counts=dict(zip(names, map(int, np.bincount(tags, minlength=len(names))), strict=True)),
        shown=tuple(shown),
        splits=splits_of(kinds),
    )
