"""The new forecast and the track record as tables, for the page and for files."""

from typing import Any

import pandas as pd

from app.i18n import Translate
from app.numbers import figure, moments, percent, whole
from app.tasks.forecast.export.tables import with_bounds
from core.tasks.forecast.new_rows.predicting import Live
from core.tasks.forecast.new_rows.told import Told
from core.tasks.forecast.new_rows.track import LEVELS, Track, came
from core.words.methods import method_word


def told_rows(t: Translate, one: Told, index: pd.Index) -> list[dict[str, str]]:
    """One row per step: what is to be used with its intervals, then the other methods."""
    shown, method, rows = moments(index), method_word(t, one.sent), []
    others = {name: values for name, values in one.forecasts.items() if name != one.sent}
    for step, time in enumerate(one.times):
        row = {t("column.time"): shown(time), method: figure(one.forecasts[one.sent][step] * one.factor, 5)}
        for level in LEVELS:
            low, high = (end[step] * one.factor for end in one.bounds(one.sent, level))
            name = t("words.detail", first=method, second=percent(level, 0))
            row[name] = f"{figure(low, 5)} … {figure(high, 5)}"
        rows.append(
            row | {method_word(t, name): figure(v[step] * one.factor, 5) for name, v in others.items()}
        )
    return rows


def track_rows(t: Translate, found: Track) -> list[dict[str, str]]:
    """One row per method: values scored, error since, and what the backtest promised for the same steps."""
    return [
        {
            t("column.method"): method_word(t, one.name),
            t("column.values"): whole(one.values),
            t("column.mae_since"): figure(one.mae),
            t("column.mae_promised"): figure(one.promised)
            + ("" if one.spread is None else f" ± {figure(one.spread, 2)}"),
        }
        for one in found.methods
    ]


def told_table(one: Told) -> pd.DataFrame:
    """The forecast, a line per step: what is to be used first, then every other method."""
    columns: dict[str, Any] = {}
    for name, values in sorted(one.forecasts.items(), key=lambda each: each[0] != one.sent):
        ends = {level: one.bounds(name, level) for level in LEVELS} if name in one.widths else {}
        columns |= with_bounds(name, values, ends)
    times = pd.Index(one.times)
    return pd.DataFrame(columns, index=times.rename(times.name or "time")) * one.factor


def record_table(known: Live) -> pd.DataFrame:
    """Every forecast of what was to be used, a line per step, beside what came; on the newest scale."""
    factor, actual = known.told[-1].factor, came(known.told)
    rows = []
    for one in known.told:
        ends = {
            f"forecast_{end}{100 * level:.0f}": values * factor
            for level in (LEVELS if one.sent in one.widths else ())
            for end, values in zip(("lo", "hi"), one.bounds(one.sent, level), strict=True)
        }
        for step, time in enumerate(one.times):
            row = {"told_from": one.origin, "time": time, "step": step + 1, "method": one.sent}
            row |= {"forecast": one.forecasts[one.sent][step] * factor}
            row |= {name: values[step] for name, values in ends.items()}
            rows.append(row | {"actual": float(actual.get(time, float("nan"))) * factor})
    return pd.DataFrame(rows).set_index("told_from")
