"""Audits of how a series was prepared, run on the experiment's own data."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.arrays import Floats
from core.data.frame import Dataset
from core.data.measured import measured
from core.evaluate import known
from core.evaluate.audits import LeakageAudit, compare_fitted, corrupt_after
from core.evaluate.look_ahead import LookAhead, look_ahead
from core.evaluate.ridge import ridge_forecasts
from core.specs import ForecastSpec
from core.tasks.forecast import Prepared, prepare

SEED = 7
MOST_STEPS = 48  # that the look-ahead audit looks back and ahead
BLOCKS = ("early_stopping", "calibration", "test")
PARTS = (0.6, 0.8)  # of the windows: ridge is fitted on the first, its penalty chosen on the second

Prepare = Callable[[Dataset], Prepared]


def leakage_audit(data: Dataset, prepared_from: Prepare) -> LeakageAudit:
    """Replace everything from the train end on and prepare again.

    Nothing that was fitted or is trained on may move by one bit.
    """
    before = prepared_from(data)
    again = prepared_from(replaced_from(data, before, before.cuts.train_end))
    return compare_fitted(before.fitted(), again.fitted())


def replaced_from(data: Dataset, prepared: Prepared, row: int) -> Dataset:
    """The data with all values from a row of the prepared series on shuffled and shifted."""
    corrupted = corrupt_after(data.frame, prepared.rows.place(row), seed=SEED)
    target = prepared.task.target
    corrupted[target] = corrupted[target].where(data.frame[target].notna())  # what is blank stays blank
    return replace(data, frame=corrupted)


def look_ahead_audit(data: Dataset, task: ForecastSpec, transform: str) -> list[LookAhead]:
    """Try each covariate by itself, its level and its changes; rows from calibration on are not looked at.

    Args:
        transform: The one that the experiment uses.
    """
    if not task.covariates:
        return []
    lookback = min(task.lookback, MOST_STEPS)
    alone = ForecastSpec(
        target="target", horizon=task.horizon, lookback=lookback, transform=transform, non_negative="no"
    )
    alone = replace(alone, **{f"{block}_share": getattr(task, f"{block}_share") for block in BLOCKS})
    rows = measured(data, task.target, task.gaps)
    target = rows.frame[[task.target]].set_axis(["target"], axis=1)
    steady = replace(data, frequency=None)  # these rows as they are: no more are put in
    plain = prepare(replace(steady, frame=target), alone)
    without, end = _ridge_errors(plain), plain.cuts.stop_end
    most = min(MOST_STEPS, end // 4)
    found = []
    for name in task.covariates:
        column = rows.frame[name].ffill()
        both = replace(steady, frame=target.assign(column=column, change=column.diff()))
        with_column = _ridge_errors(prepare(both, replace(alone, covariates=("column", "change"))))
        seen = column.to_numpy(dtype=float)[:end]
        found.append(look_ahead(name, seen, plain.truth[:end], most, without, with_column))
    return found


def _ridge_errors(prepared: Prepared) -> Floats:
    """Mean absolute error by step ahead on the last windows before the calibration rows."""
    rows = np.concatenate([prepared.block(name).with_answers().origins for name in ("train", "stop")])
    first, second = (round(part * len(rows)) for part in PARTS)
    fitted, chosen, told = (
        prepared.examples(part) for part in (rows[:first], rows[first:second], rows[second:])
    )
    (answers,), _ = ridge_forecasts(fitted.x.cut(), fitted.y, chosen.x.cut(), chosen.y, [told.x.cut()])
    missed: Floats = np.abs(prepared.forecast(answers, told.last) - told.truth[:, : prepared.steps])
    found: Floats = known.mean(missed, axis=0)
    return found
