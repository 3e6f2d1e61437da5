"""Prices of an experiment's ticker as they are now; what fetches them is imported once they are wanted."""

from datetime import datetime
from importlib import import_module

from core.data.frame import Dataset
from core.store.store import Store
from core.tasks.forecast.new_rows.predicting import Live


def fresh_prices(store: Store, known: Live, now: datetime) -> Dataset:
    """Prices of the ticker that an experiment was trained on; raises as `refreshing.refreshed`."""
    refreshing = import_module("core.tasks.forecast.new_rows.refreshing")  # yfinance takes a second
    data: Dataset = refreshing.refreshed(store, known.experiment, known.told[-1].origin, now)
    return data
