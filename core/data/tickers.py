"""Prices by their symbol, as a source."""

from datetime import UTC, datetime

from core.data.frame import Dataset
from core.data.sources import Asked
from core.data.yahoo import history


def load(asked: Asked) -> Dataset:
    """Daily prices of the last years; raises as `history`."""
    return history(asked.name, cache=asked.cache, now=datetime.now(UTC)).dataset
