"""What a newcomer starts with: settings that short and long series allow."""

import numpy as np
import pandas as pd
import pytest

from core.data.panel.dataset import Panel
from core.data.panel.parquet import facts_of
from core.tasks.panel.prepare import prepare_panel
from core.tasks.panel.sizes import sizes
from core.tasks.panel.start import start


def series(rows, step, ahead=0, count=12):
    """Series of so many rows, a step apart, with something known ahead where steps are ahead."""
    days = np.arange(rows + ahead)
    values = np.tile(10 + np.sin(days / 2), (count, 1)) * (1 + np.arange(count))[:, None]
    values[:, rows:] = np.nan
    first = np.datetime64("2023-01-01", "us")
    grid = pd.date_range("2023-01-01", periods=len(days), freq=step) if step == "MS" else None
    stamps = grid.to_numpy() if grid is not None else first + days * np.timedelta64(1, step)
    known = np.ones((values.size, int(ahead > 0)))
    return Panel(
        values.ravel(), known, np.empty((values.size, 0)), np.empty((count, 0), dtype=np.int64),
        np.full(count, len(days)), np.zeros(count, dtype=np.int64), tuple("abcdefghijkl"[:count]),
        pd.DatetimeIndex(stamps.astype("datetime64[us]"), name="time"), "made", "upload", "y",
        ("plan",) * int(ahead > 0),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "horizon", "block"),
    [
        (series(36, "MS", ahead=6), 6, 1),  # three years of months, half a year planned
        (series(300, "D"), 14, 1),
        (series(24 * 60, "h"), 24, 24),
        (series(60, "D", ahead=5, count=2), 5, 1),
    ],
)
def test_the_usual_settings_suit(data, horizon, block):
    facts = facts_of(data)
    spec = start(facts)
    assert (spec.task.horizon, spec.task.block) == (horizon, block)
    assert sizes(facts, spec).outputs and spec.task.lookback % block == 0
    ready = prepare_panel(data, spec.task)
    for rows in (ready.before("validation"), ready.before("test")):
        assert len(ready.training(rows))
    assert all(len(ready.windows(ready.origins(name))) for name in ("validation", "calibration", "test"))


def test_only_long_hourly_series_train_longer_than_others():
    few, hours, days = (
        start(facts_of(one))
        for one in (series(960, "h", count=3), series(2_400, "h", count=12), series(2_400, "D", count=12))
    )
    assert few.training.updates < days.training.updates < hours.training.updates
