"""How networks read a series and how their answers are read, as plain data: all that a script needs."""

from typing import Any

import pandas as pd

from core.data.frame import Dataset
from core.data.public_holidays import country_of, holiday_dates
from core.takehome.spreadsheets import spreadsheet_safe
from core.tasks.forecast import transforms
from core.tasks.forecast.day_blocks import rows_of_day
from core.tasks.forecast.prepare import Prepared

AHEAD = 500  # steps after the last row whose times are told, beside the horizon


def reading(prepared: Prepared, data: Dataset) -> dict[str, Any]:
    """What all networks of an experiment have in common: columns, changes, windows, calendar."""
    task, chosen, source = prepared.task, prepared.chosen, prepared.source
    lost = transforms.lost(chosen.transform, chosen.season)
    return {
        "target": spreadsheet_safe(task.target),
        "covariates": [spreadsheet_safe(name) for name in task.covariates],
        "frequency": data.frequency, "horizon": task.horizon, "lookback": task.lookback,
        "rows_needed": task.lookback + lost, "columns": [list(name) for name in prepared.names],
        "transform": chosen.transform, "season": chosen.season, "level": chosen.level,
        "window_scaling": task.window_scaling, "strategy": task.strategy,
        "rows_per_step": chosen.blocks, "steps": prepared.lookback, "answers": prepared.steps,
        "cycles": list(source.cycles) if chosen.calendar else [],
        "holidays_ahead": max(0, source.holidays.shape[1] - 1),
        **_times(prepared, data),
    }  # fmt: skip


def scaled_as(prepared: Prepared) -> dict[str, Any]:
    """What was fitted on the rows that a cell's networks were trained on."""
    scaling = prepared.scaling
    return {
        "rows": prepared.before, "non_negative": prepared.non_negative,
        "input_mean": scaling.input_mean.tolist(), "input_deviation": scaling.input_deviation.tolist(),
        "answer_mean": scaling.answer_mean.tolist(), "answer_deviation": scaling.answer_deviation.tolist(),
    }  # fmt: skip


def script_choices(prepared: Prepared, data: Dataset) -> dict[str, Any]:
    """What is chosen as the script is written (see `templates/choices.py`)."""
    chosen, source, task = prepared.chosen, prepared.source, prepared.task
    return {
        "TRANSFORM": chosen.transform, "WINDOW_SCALING": task.window_scaling, "STRATEGY": task.strategy,
        "LEVEL_TOO": chosen.level, "CALENDAR": chosen.calendar and bool(source.cycles),
        "HOURS_A_DAY": 24 if "hour" in source.cycles else None,
        "DAYS_A_WEEK": 7 if "weekday" in source.cycles else None,
        "YEARS": 1 if "year" in source.cycles else None,
        "PUBLIC_HOLIDAYS": bool(source.holidays.shape[1]), "WITHIN_DAYS": rows_of_day(data) > 1,
        "READS_DAYS": chosen.blocks > 1, "OTHERS": bool(task.covariates),
        "DATED": isinstance(data.frame.index, pd.DatetimeIndex),
    }  # fmt: skip


def _times(prepared: Prepared, data: Dataset) -> dict[str, Any]:
    """The times after the last row, and the public holidays around all of them."""
    ahead, _ = prepared.rows.ahead(AHEAD + prepared.task.horizon)
    found: dict[str, Any] = {"ahead": ahead.astype(str).tolist()}
    if not isinstance(ahead, pd.DatetimeIndex):
        found["ahead"] = [int(step) for step in ahead]
    country = country_of(data, prepared.task.holidays)
    if not prepared.source.holidays.shape[1] or not country:
        return found | {"holidays": []}
    times = prepared.rows.frame.index.append(ahead).to_numpy().astype("datetime64[D]")
    years = times[[0, -1]].astype("datetime64[Y]").astype(int) + 1970
    days = holiday_dates(country, int(years[0]), int(years[1]) + 1)
    return found | {"holidays": days[days >= times[0]].astype(str).tolist()}
