"""A source of series: numbers that count up to what is named."""

import pandas as pd

from core.data.frame import canonical
from core.errors import UserError

WORDS = {"source.toy": "Toy"}


def load(asked):
    """So many numbers."""
    if not asked.name.isdecimal():
        raise UserError("unknown_sample", name=asked.name, known=["a number"])
    frame = pd.DataFrame({"count": [n % 17 for n in range(int(asked.name))]})
    return canonical(frame, name=f"{asked.name} numbers", source="upload", target="count")
