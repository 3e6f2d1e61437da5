"""A series with later rows, read as it was when networks were trained on it; nothing is chosen anew.

Seasons, cycles, cuts and the lookback are those of the training; windows hold what is known by now.
"""

from dataclasses import replace

import numpy as np

from core.data.frame import Dataset
from core.data.measured import measured
from core.data.public_holidays import country_of
from core.errors import UserError
from core.evaluate import known
from core.tasks.forecast.calendar_inputs import calendar_inputs
from core.tasks.forecast.day_blocks import rows_of_day
from core.tasks.forecast.holiday_inputs import holidays_of
from core.tasks.forecast.prepared import Prepared, made_ready
from core.tasks.forecast.source import Source, further


def moved(trained: Source, data: Dataset) -> Source:
    """What is known of the series by now, column for column as it was read in training.

    Args:
        data: All rows, those that were trained on among them.
    """
    task = trained.task
    rows = measured(data, task.target, task.gaps)
    truth = rows.values.to_numpy(dtype=float)
    times = rows.frame.index.append(rows.ahead(task.horizon)[0])
    country, day = country_of(data, task.holidays), rows_of_day(trained.rows.brought)
    return replace(
        trained, rows=rows, truth=truth, values=known.filled(truth), others=further(rows, task.covariates),
        calendar=calendar_inputs(times, trained.cycles),
        holidays=holidays_of(rows, task.horizon, country, day),
    )  # fmt: skip


def as_trained(trained: Prepared, data: Dataset) -> Prepared:
    """The series with later rows for what was trained: its scaling, its choices, its columns.

    Raises:
        UserError: `negative_since` where forecasts end at 0 and a value does not,
            `log_returns_need_positive_values`, or any that `measured` raises.
    """
    source = moved(trained.source, data)
    lowest = float(np.nanmin(source.truth))
    if trained.non_negative and lowest < 0:
        raise UserError("negative_since", column=trained.task.target, lowest=lowest)
    return made_ready(
        source, trained.chosen, trained.before, non_negative=trained.non_negative, scaling=trained.scaling
    )


def fitted_on_all(prepared: Prepared, source: Source) -> Prepared:
    """The same reading, fitted on all rows there are by now: as the simple methods read them."""
    return made_ready(source, prepared.chosen, len(source.truth), non_negative=prepared.non_negative)
