"""The command `track`: how the forecasts of all experiments did, and whether their inputs have moved."""

from core.store.store import Store
from core.tasks.command import Result
from core.tasks.forecast.new_rows.records import record_summary, records


def track() -> Result:
    """Tell of every forecast that was followed how it did, and which method would have been best."""
    return {"records": [record_summary(one) for one in records(Store(), None)]}
