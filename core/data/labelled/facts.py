"""What is known of labelled series without holding them: names, counts, and a few series to draw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Bools, Floats, Ints
from core.notes import Note

DRAWN = 4  # series of each class that are drawn
MOST_POINTS = 120  # of each
MOST_COLUMNS = 16


@dataclass(frozen=True)
class Drawn:
    """A series as it is drawn: every so many steps, its first columns."""

    label: int
    steps: list[int]
    values: list[list[float]]  # a list of values per column


@dataclass(frozen=True)
class LabelledFacts:
    """Names, counts and findings."""

    sha256: str
    classes: tuple[str, ...]
    columns: tuple[str, ...]
    name: str
    source: str
    notes: tuple[Note, ...]
    series: int
    given_test: int  # of them
    counts: dict[str, int]  # by class
    free: dict[str, int]  # by class, of those that were not given as test
    shortest: int  # steps
    usual: int
    longest: int
    drawn: tuple[Drawn, ...]


def facts_of(
    about: tuple[str, tuple[str, ...], tuple[str, ...], str, str, tuple[Note, ...]],
    series: Sequence[Floats],
    labels: Ints,
    test: Bools,
) -> LabelledFacts:
    """Gather them.

    Args:
        about: Hash, classes, columns, name, source, notes.
        series: Values of each, (steps, columns).
    """
    classes, lengths = about[1], [len(one) for one in series]
    chosen = [row for label in range(len(classes)) for row in np.flatnonzero(labels == label)[:DRAWN]]
    return LabelledFacts(
        *about, len(series), int(test.sum()), _counts(labels, classes), _counts(labels[~test], classes),
        min(lengths), int(np.median(lengths)), max(lengths),
        tuple(_drawn(series[row], int(labels[row])) for row in chosen),
    )  # fmt: skip


def _counts(labels: Ints, classes: Sequence[str]) -> dict[str, int]:
    return dict(zip(classes, map(int, np.bincount(labels, minlength=len(classes))), strict=True))


def _drawn(values: Floats, label: int) -> Drawn:
    steps = np.unique(np.linspace(0, len(values) - 1, MOST_POINTS).round().astype(int))
    shown = values[steps][:, :MOST_COLUMNS]
    return Drawn(label, steps.tolist(), [[float(f"{one:.4g}") for one in column] for column in shown.T])
