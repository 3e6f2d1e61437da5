"""Names that people brought, as Plotly can show them: it reads every label as HTML."""

from collections.abc import Iterable
from html import escape

LONGEST = 28  # letters of a label on an axis
LONGEST_TITLE = 60
SHARP = str.maketrans("<>", "‹›")  # escaping would not do: categories are told apart by what is written


def category_labels(names: Iterable[str]) -> list[str]:
    """One label for each name: cut where it is long, and numbered where that made two alike."""
    labels: list[str] = []
    for name in names:
        label, count = short(name, LONGEST).translate(SHARP), 1
        while label in labels:
            count += 1
            label = f"{short(name, LONGEST).translate(SHARP)} {count}"
        labels.append(label)
    return labels


def title(text: str) -> str | None:
    """The title of an axis; nothing where it would be empty."""
    return escape(short(text, LONGEST_TITLE)) or None


def short(text: str, longest: int) -> str:
    """A text of at most so many letters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
