"""New prices for an experiment that was trained on a ticker's."""

from datetime import datetime

import pandas as pd

from core.data.frame import Dataset
from core.data.yahoo import history
from core.errors import UserError
from core.store.database import home
from core.store.records import Experiment
from core.store.store import Store

OVERLAP = 60  # days that are fetched again, so that a changed history shows
PERIODS = {"6mo": 180, "1y": 365, "2y": 730, "5y": 1825, "10y": 3650}  # days, in Yahoo's periods


def refreshed(store: Store, experiment: Experiment, last: pd.Timestamp, now: datetime) -> Dataset:
    """Daily prices as they are now, from some time before the last known row on.

    Raises:
        UserError: `not_a_ticker`, or what `history` raises.
    """
    data = store.dataset(experiment.data)
    if data.source != "ticker":
        raise UserError("not_a_ticker")
    days = (now.replace(tzinfo=None) - last).days + OVERLAP
    period = next((name for name, reach in PERIODS.items() if reach >= days), "max")
    return history(data.name, period=period, cache=home() / "tickers", now=now).dataset
