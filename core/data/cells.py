"""Cells as text, before anything is read from them."""

from typing import Any

import numpy as np
import pandas as pd

LONGEST = 60  # letters of a number or a time; a longer cell is neither, and no pattern looks through it


def as_text(values: pd.Series) -> pd.Series:
    """Cells as stripped text of at most `LONGEST` + 1 letters, of which the last is … in one that was cut.

    Dates from workbooks take ISO form.
    """
    return values.map(_told).astype(object)


def shortened(cell: str) -> str:
    """A cell that is too long for a number or a time, cut so that it still cannot be taken for one."""
    return cell if len(cell) <= LONGEST else f"{cell[:LONGEST]}…"


def _told(cell: Any) -> str:
    return "" if _blank(cell) else shortened(str(cell).strip())


def _blank(cell: Any) -> bool:
    return cell is None or cell is pd.NaT or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell))
