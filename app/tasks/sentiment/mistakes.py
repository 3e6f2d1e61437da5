"""The texts that a cell got wrong, as rows for tables."""

from collections.abc import Sequence

from app.i18n import Translate
from app.numbers import NONE, percent
from core.tasks.classified.outcome import ClassOutcome

LONGEST = 400  # letters of a text in a list


def mistake_rows(
    t: Translate, outcome: ClassOutcome, cell: str, texts: Sequence[str], rows: Sequence[int | None] = ()
) -> list[dict[str, str]]:
    """The texts that a cell got wrong, the most confident first.

    Args:
        texts: Those of the cell's mistakes, in their order.
        rows: Where they stood in the file that was brought.
    """
    places = [*rows, *[None] * (len(texts) - len(rows))]
    return [
        {
            t("column.text"): text[:LONGEST],
            t("column.row"): NONE if place is None else str(place),
            t("column.truth"): outcome.classes[mistake.truth],
            t("column.told"): outcome.classes[mistake.predicted],
            t("column.confidence"): percent(mistake.confidence),
            t("column.second"): outcome.classes[mistake.second],
        }
        for mistake, text, place in zip(outcome.mistakes[cell], texts, places, strict=True)
    ]
