"""From the file to values."""

from pathlib import Path

import numpy as np
import pandas as pd

from core.takehome.templates.settings import FILE
from core.tasks.forecast.templates.settings import STEPS, TARGET


def read():
    """The table from the first value of the target to the last; what is missing stays so."""
    path = Path(__file__).with_name(FILE)
    table = pd.read_csv(path, index_col=0, encoding="utf-8-sig", float_precision="round_trip")
    known = np.flatnonzero(table[TARGET].notna())
    return table.iloc[known[0] : known[-1] + 1]


def filled(values):
    """What is read: each blank as the value before it. As an answer a blank does not exist."""
    return pd.Series(values).ffill().to_numpy()


def ahead(values, rows):
    """The next steps after each row, shape (rows, STEPS)."""
    return values[rows[:, None] + np.arange(1, STEPS + 1)]
