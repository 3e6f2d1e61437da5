"""What a picture of the comparison was drawn from, to take home."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from app.components.saving import csv_button
from app.i18n import Translate


def figures_button(t: Translate, part: str, rows: Callable[[], Sequence[Mapping[str, Any]]]) -> None:
    """A button for the rows as a file.

    Args:
        part: Of the page; names the file.
        rows: Called when the button is pressed.
    """
    csv_button(
        t,
        t("compare.figures"),
        lambda: figures_table(rows()),
        f"unrolled-comparison-{part}.csv",
        key=f"compare.figures.{part}",
    )


def figures_table(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows by what stands first in them, figures to their last digit."""
    frame = pd.DataFrame(rows)
    return frame.set_index(frame.columns[0])
