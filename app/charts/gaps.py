"""A line with gaps: a value between two blanks has no line, so it gets a dot."""

from typing import Any

import numpy as np
import pandas as pd

DOT = 5  # pixels


def with_dots(values: pd.Series) -> dict[str, Any]:
    """How a trace draws a series of which values may be missing: mode, and dots where no line can be."""
    known = np.concatenate([[False], values.notna().to_numpy(), [False]])
    alone = known[1:-1] & ~known[:-2] & ~known[2:]
    if not alone.any():
        return {"mode": "lines"}
    return {"mode": "lines+markers", "marker": {"size": np.where(alone, DOT, 0), "line": {"width": 0}}}
