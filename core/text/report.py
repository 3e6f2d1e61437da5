"""Facts about labelled texts that a person should see before anything is trained on them."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from core.notes import Note
from core.text.dataset import TextDataset
from core.text.languages import languages_of, script_of
from core.text.tokens import rough_length

LOOK = 400  # texts whose language is looked at
LENGTH_STEPS = (20, 30, 50, 80, 100, 150, 200, 300, 400, 500)  # lengths that are suggested
COVERED = 0.95  # share of the texts that a suggested length leaves whole


@dataclass(frozen=True)
class TextReport:
    """What a text data set holds; lengths are in words (Chinese: characters)."""

    texts: int
    test: int  # given as test
    counts: dict[str, int]  # texts per class
    shortest: int
    median: int
    longest: int
    suggested: int  # most words that a network should read
    languages: dict[str, float]  # share of the texts looked at, most frequent first
    notes: tuple[Note, ...]


def text_report(data: TextDataset) -> TextReport:
    """Gather the facts."""
    lengths = np.array([rough_length(text) for text in data.frame["text"]])
    sample = data.frame["text"].iloc[:: max(len(data.frame) // LOOK, 1)]
    spoken = Counter(_spoken(data, sample.tolist()))
    counts = np.bincount(data.frame["label"], minlength=len(data.classes))
    return TextReport(
        texts=len(data.frame),
        test=int(data.frame["test"].sum()),
        counts={name: int(count) for name, count in zip(data.classes, counts, strict=True)},
        shortest=int(lengths.min()),
        median=int(np.median(lengths)),
        longest=int(lengths.max()),
        suggested=suggested_length(lengths),
        languages={name: count / len(sample) for name, count in spoken.most_common()},
        notes=data.notes,
    )


def _spoken(data: TextDataset, texts: list[str]) -> list[str]:
    """Languages of texts; what Latin letters of our own samples hold is known."""
    if data.source == "sample":
        return ["en" if script == "latin" else script for script in map(script_of, texts)]
    return languages_of(texts)


def suggested_length(lengths: "np.ndarray") -> int:
    """The shortest usual length that leaves nearly all texts whole; the longest there is for longer texts."""
    wanted = float(np.quantile(lengths, COVERED))
    return next((step for step in LENGTH_STEPS if step >= wanted), LENGTH_STEPS[-1])
