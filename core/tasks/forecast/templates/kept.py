"""Forecast from a CSV with the networks beside this file, in plain Keras: python forecast.py rows.csv

The CSV has times or steps first, then the columns; a row for every step, blank where nothing was measured.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import torch

from core.tasks.forecast.templates.choices import (
    CALENDAR,
    DATED,
    DAYS_A_WEEK,
    HOURS_A_DAY,
    LEVEL_TOO,
    NOTEBOOK,
    OTHERS,
    PUBLIC_HOLIDAYS,
    PYTORCH,
    READS_DAYS,
    STRATEGY,
    TRANSFORM,
    WINDOW_SCALING,
    WITHIN_DAYS,
    YEARS,
)
from core.tasks.forecast.templates.kept_torch import loaded

HERE = Path(__file__).parent
P = json.loads((HERE / "preparation.json").read_text(encoding="utf-8"))

if CALENDAR or PUBLIC_HOLIDAYS:

    def dated(times, whole):
        """What calendar and holidays tell of each step; holidays also of those after it."""
        columns = []
        if CALENDAR:
            places = {
                HOURS_A_DAY: times.hour + times.minute / 60,
                DAYS_A_WEEK: times.dayofweek,
                YEARS: (times.dayofyear - 1) / np.where(times.is_leap_year, 366, 365),
            }
            for length, place in places.items():
                angle = 2 * np.pi * np.asarray(place, dtype=float) / length
                columns += [np.sin(angle), np.cos(angle)]
        if PUBLIC_HOLIDAYS:
            days, after = whole.to_numpy().astype("datetime64[D]"), np.arange(1 + P["holidays_ahead"])
            if WITHIN_DAYS:
                after = days[: len(times), None] + after
            else:
                after = days[np.minimum(np.arange(len(times))[:, None] + after, len(days) - 1)]
            columns += [*np.isin(after, np.array(P["holidays"], dtype="datetime64[D]")).T]
        return np.column_stack(columns)


if STRATEGY == "recursive":

    def forecast(network, kept, x, known, last):
        """Step by step: each forecast becomes the newest step of the next window."""
        found = []
        for step in range(P["horizon"]):
            if PYTORCH:
                said = network(torch.from_numpy(np.float32(x[None]))).detach().numpy()[0, 0].astype(float)
            else:
                said = network.predict(np.float32(x[None]), verbose=0)[0, 0].astype(float)
            said = said * kept["answer_deviation"][0] + kept["answer_mean"][0]
            if TRANSFORM == "log_returns":
                now = last * np.exp(np.clip(said, -20.0, 20.0))
            elif TRANSFORM == "differences":
                now = last + said
            else:
                now = said
            now = max(now, 0.0) if kept["non_negative"] else now
            if TRANSFORM == "log_returns":
                shown = np.log(now) - np.log(last)
            elif TRANSFORM == "differences":
                shown = now - last
            else:
                shown = now
            newest = np.zeros(x.shape[1])
            newest[0] = (shown - kept["input_mean"][0]) / kept["input_deviation"][0]
            if CALENDAR or PUBLIC_HOLIDAYS:
                newest[-known.shape[1] :] = known[P["lookback"] + step]
            x, last = np.vstack([x[1:], newest]), now
            found.append(now)
        return found


def main():
    exact = {"encoding": "utf-8-sig", "float_precision": "round_trip"}
    if NOTEBOOK:
        table = pd.read_csv(HERE / "rows.csv", index_col=0, **exact)
    else:
        table = pd.read_csv(sys.argv[1], index_col=0, **exact)
    there = np.flatnonzero(table[P["target"]].notna())
    table, lookback, horizon = table.iloc[there[0] : there[-1] + 1], P["lookback"], P["horizon"]
    if len(table) < P["rows_needed"]:
        sys.exit(f"{P['rows_needed']} rows are needed, {len(table)} are there")
    values = table[P["target"]].ffill().to_numpy(dtype=float)
    if TRANSFORM == "seasonal_differences":
        whole, season = table[P["target"]].to_numpy(dtype=float, copy=True), P["season"]
        for row in np.flatnonzero(np.isnan(whole)):
            whole[row] = whole[row - season if row >= season else row - 1]
        seen = np.append(np.zeros(season), whole[season:] - whole[:-season])
        ahead = np.arange(1, horizon + 1)
        start = whole[len(whole) - 1 + ahead - season * -(-ahead // season)]
    elif TRANSFORM == "log_returns":
        seen = np.diff(np.log(values), prepend=np.log(values[:1]))
    elif TRANSFORM == "differences":
        seen = np.diff(values, prepend=values[:1])
    else:
        seen = values
    columns = [seen]
    if LEVEL_TOO:
        columns += [values]
    if OTHERS:
        columns += [table[name].ffill() for name in P["covariates"]]
    raw, found = np.column_stack(columns)[-lookback:], {}
    if DATED:
        times, later = (pd.to_datetime(each, format="ISO8601") for each in (table.index, P["ahead"]))
        later = later[later > times[-1]]
    else:
        later = np.arange(horizon) + table.index[-1] + 1
    if CALENDAR or PUBLIC_HOLIDAYS:
        known = dated(times[-lookback:].append(later[:horizon]), times[-lookback:].append(later))
    if WINDOW_SCALING == "last":
        shift, scale = seen[-1], 1.0
    elif WINDOW_SCALING == "mean":
        scale = np.abs(values[-lookback:]).mean() or 1.0
        if TRANSFORM == "levels":
            shift = scale
        else:
            shift = 0.0
    for cell, kept in P["cells"].items():
        x = np.nan_to_num((raw - kept["input_mean"]) / kept["input_deviation"])
        if WINDOW_SCALING != "none":
            x[:, 0] = (x[:, 0] - shift / kept["input_deviation"][0]) / scale
        if CALENDAR or PUBLIC_HOLIDAYS:
            x = np.column_stack([x, known[:lookback]])
        if READS_DAYS:
            rows, of = P["rows_per_step"], raw.shape[1]
            of_day = x[:, :of].reshape(-1, rows, of).swapaxes(1, 2).reshape(lookback // rows, -1)
            x = np.column_stack([of_day, x[rows - 1 :: rows, of:]])
        for name in kept["networks"]:
            if PYTORCH:
                network = loaded(HERE / name)
            else:
                network = keras.saving.load_model(HERE / name, compile=False)
            if STRATEGY == "recursive" and CALENDAR or STRATEGY == "recursive" and PUBLIC_HOLIDAYS:
                told = forecast(network, kept, x, known, values[-1])
            elif STRATEGY == "recursive":
                told = forecast(network, kept, x, None, values[-1])
            else:
                if PYTORCH:
                    said = network(torch.from_numpy(np.float32(x[None]))).detach().numpy()[0].astype(float)
                else:
                    said = network.predict(np.float32(x[None]), verbose=0)[0].astype(float)
                said = said * kept["answer_deviation"] + kept["answer_mean"]
                if WINDOW_SCALING != "none":
                    said = said * scale + shift
                if TRANSFORM == "log_returns":
                    told = values[-1] * np.exp(np.clip(said, -20.0, 20.0))
                elif TRANSFORM == "differences":
                    told = values[-1] + said
                elif TRANSFORM == "seasonal_differences":
                    told = start + said
                else:
                    told = said
                told = np.maximum(told, 0.0) if kept["non_negative"] else told
            found.setdefault(cell, []).append(told)
    told = {cell: np.mean(each, axis=0) for cell, each in found.items()}
    print(pd.DataFrame(told, index=pd.Index(later[:horizon], name="time")).to_csv(), end="")


if __name__ == "__main__":
    main()
