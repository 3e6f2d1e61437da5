"""Pairs that need no network: dates and numbers, and short English sentences with their Chinese."""

from functools import cache

from core.errors import UserError
from core.text.pairs import Pairs, pairs_of
from core.text.pairs_dates import dates_and_numbers
from core.text.pairs_phrases import phrases

PAIR_SAMPLES = ("dates", "phrases")
FIRST = "dates"


@cache
def load_pair_sample(name: str) -> Pairs:
    """A sample by its name; raises `unknown_sample`, with the names there are."""
    if name not in PAIR_SAMPLES:
        raise UserError("unknown_sample", name=name, known=list(PAIR_SAMPLES))
    found = dates_and_numbers() if name == "dates" else phrases()
    return pairs_of([(line, *pair) for line, pair in enumerate(found, 1)], name, "sample")
