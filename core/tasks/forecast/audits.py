"""Audits of how a series was prepared, run on the experiment's own data."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from core.arrays import Floats
from core.data.frame import Dataset
from core.data.measured import measured
from core.evaluate import known
from core.evaluate.audits import LeakageAudit, compare_fitted, corrupt_after
from core.evaluate.look_ahead import LookAhead, look_ahead
from core.evaluate.ridge import ridge_forecasts
from core.tasks.forecast import transforms
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec

SEED = 7
MOST_STEPS = 48  # that the look-ahead audit looks back and ahead
BLOCKS = ("early_stopping", "calibration", "test")
PARTS = (0.6, 0.8)  # of the windows: ridge is fitted on the first, its penalty chosen on the second

Prepare = Callable[[Dataset, Chosen | None], Prepared]  # with what was chosen already, or choosing


def leakage_audit(data: Dataset, prepared_from: Prepare) -> LeakageAudit:
    """Replace everything from a row on and prepare again: what was found before may not move by one bit.

    From the row before which everything is fitted on, that is what is fitted and trained on; from the first
    calibration row on also what is chosen, for validation rows may choose.
    """
    before = prepared_from(data, None)
    again = prepared_from(replaced_from(data, before, before.before), before.chosen)
    fitted = compare_fitted(before.fitted(), again.fitted())
    choosing = prepared_from(replaced_from(data, before, before.cuts.stop_end), None)
    chosen = compare_fitted(_named(before.chosen), _named(choosing.chosen))
    return LeakageAudit(fitted.compared + chosen.compared, (*fitted.moved, *chosen.moved))


def _named(chosen: Chosen) -> dict[str, Any]:
    """What was chosen, and the errors that chose it."""
    errors = {f"error of {name}": error for tried in chosen.errors.values() for name, error in tried.items()}
    return {name: value for name, value in vars(chosen).items() if name != "errors"} | errors


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
        target="target", horizon=task.horizon, lookback=lookback, non_negative="no",
        transform="differences" if transform == transforms.SEASONAL else transform,
        calendar="no", blocks="steps",
    )  # fmt: skip
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
    rows = np.concatenate([prepared.block(name).with_answers().origins for name in ("train", "validation")])
    first, second = (round(part * len(rows)) for part in PARTS)
    fitted, chosen, asked = (
        prepared.examples(part) for part in (rows[:first], rows[first:second], rows[second:])
    )
    read = prepared.ridge_inputs
    x, stop, wanted = (read(one.origins) for one in (fitted, chosen, asked))
    (answers,), _ = ridge_forecasts(x, fitted.y, stop, chosen.y, [wanted])
    missed: Floats = np.abs(prepared.forecast(answers, asked.origins) - asked.truth[:, : prepared.steps])
    found: Floats = known.mean(missed, axis=0)
    return found
