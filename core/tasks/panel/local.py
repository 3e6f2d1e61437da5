"""Local methods: fitted to each series, then rolled forward over the origins. Heavy: workers only."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.errors import Stopped
from core.evaluate.baseline_forecasts import baseline_forecasts
from core.tasks.panel.cuts import NONE
from core.tasks.panel.prepare import PreparedPanel

USUAL = ("last_value", "seasonal_naive", "theta", "ets")
INTERMITTENT = ("mean", "croston_sba", "zero")
MOST_FITTED = {"ets": 1_000, "theta": 4_000}  # series, beyond which a fit to each would take an hour
INSTEAD = ("seasonal_naive", "last_value", "mean")  # of a method that fails on a series, the first there is


@dataclass(frozen=True)
class Local:
    """Forecasts by block and method, (series, origins, horizon); and what was left out."""

    arrays: Arrays
    left_out: dict[str, int]  # methods that were not fitted, with the number of series that is too many
    failed: dict[str, int]  # by method, series on which it failed and a simpler one stands in


def methods_of(ready: PreparedPanel) -> tuple[list[str], dict[str, int]]:
    """The methods that are fitted, and those that are left out."""
    wanted = [*USUAL, *(INTERMITTENT if ready.intermittent else ())]
    wanted = [name for name in wanted if name != "seasonal_naive" or ready.season > 1]
    too_many = {name: most for name, most in MOST_FITTED.items() if len(ready.data) > most}
    return [name for name in wanted if name not in too_many], too_many


def local_forecasts(
    ready: PreparedPanel, places: range, should_stop: Callable[[], bool] = lambda: False
) -> Local:
    """Of some series: fitted before validation for the calibration, before the test for all that follows.

    Args:
        places: Of the series among all.

    Raises:
        Stopped: `should_stop` said so.
    """
    methods, left_out = methods_of(ready)
    rows = {
        "calibration": ready.origins("calibration"),
        "test": ready.origins("test"),
        "final": ready.future(),
    }
    arrays = {
        f"{block}/{name}": np.full((len(places), origins.shape[1], ready.task.horizon), np.nan)
        for block, origins in rows.items()
        for name in methods
    }
    failed: dict[str, set[int]] = {name: set() for name in methods}
    fits = (("validation", ("calibration",)), ("test", ("test", "final")))
    each = list(ready.data.each())
    for row, place in enumerate(places):
        if should_stop():
            raise Stopped
        for fitted, blocks in fits:
            before = int(ready.before(fitted)[place])
            asked = {block: rows[block][place] for block in blocks}
            found = _of_one(ready, _reaching(each[place], int(ready.ends[place])), asked, before, methods)
            for (block, name), (where, forecast) in found.items():
                if name in methods:
                    arrays[f"{block}/{name}"][row, where] = forecast
            missing = [name for name in methods if found and (blocks[0], name) not in found]
            for name in missing:
                failed[name].add(place)
                for block in blocks:
                    stand_in = next(n for n in INSTEAD if (block, n) in found)
                    where, forecast = found[block, stand_in]
                    arrays[f"{block}/{name}"][row, where] = forecast
    return Local(arrays, left_out, {name: len(found) for name, found in failed.items() if found})


def _reaching(values: Floats, end: int) -> Floats:
    """A series up to its last row, blank where nothing was measured any more."""
    known = values[: end + 1]
    return np.concatenate([known, np.full(max(0, end + 1 - len(known)), np.nan)])


def _of_one(
    ready: PreparedPanel, values: Floats, asked: dict[str, Ints], before: int, methods: list[str]
) -> dict[tuple[str, str], tuple[Ints, Floats]]:
    """By block and method: which of the origins, and the forecasts from them."""
    usable = {block: np.flatnonzero(rows != NONE) for block, rows in asked.items()}
    origins = np.unique(np.concatenate([asked[block][where] for block, where in usable.items()]))
    if not len(origins):
        return {}
    fit_rows = before if before >= 2 * ready.fewest else int(origins[0]) + 1
    told = baseline_forecasts(
        values, first_origins=origins, horizon=ready.task.horizon, period=ready.season,
        fit_rows=min(fit_rows, int(origins[0]) + 1), only=tuple({*methods, "last_value"}), intermittent=True,
    ).forecasts  # fmt: skip
    found = {}
    for name, forecast in told.items():
        kept = np.maximum(forecast, 0.0) if ready.reading.logarithm else forecast
        for block, where in usable.items():
            found[block, name] = where, kept[np.searchsorted(origins, asked[block][where])]
    return found
