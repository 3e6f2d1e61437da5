"""From a table to windows: rows of a sample, and the tensor that is cut from them."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OURS, QUIET, word
from app.i18n import Translate
from app.learn.charts.cells import boxed, row
from core.arrays import Floats
from core.data.samples import load_sample
from core.data.windows import Windows

SAMPLE, FEATURES = "weekly_stocks", ("AAPL", "AMZN")  # the target first
BATCH, LOOKBACK = 3, 4
APART = 0.7  # of a row, between examples


class Cut(NamedTuple):
    """What is drawn."""

    times: pd.Index
    table: Floats  # (times, features)
    inputs: Floats  # (batch, lookback, features)
    answers: Floats  # (batch,)


def cut() -> Cut:
    """The first windows of the sample, with the target's next value as the answer to each."""
    frame = load_sample(SAMPLE).frame[list(FEATURES)].iloc[: BATCH + LOOKBACK]
    table = frame.to_numpy(dtype=float)
    last = np.arange(LOOKBACK - 1, LOOKBACK - 1 + BATCH)  # the row that each window ends with
    return Cut(frame.index, table, Windows(table, last, LOOKBACK).cut(), table[last + 1, 0])


def facts(t: Translate) -> dict[str, Any]:
    """The tensor's shape."""
    batch, time, features = cut().inputs.shape
    return {"batch": batch, "time": time, "features": features, "rows": len(cut().table)}


def windows(t: Translate) -> go.Figure:
    """The table above; below it each example's window, a row a feature, and the value that it has to tell."""
    found, figure = cut(), go.Figure()
    place, count = 0.0, len(found.times)
    for name, values in zip(FEATURES, found.table.T, strict=True):
        row(figure, 0, place, [f"{one:.2f}" for one in values], [QUIET] * count)
        word(figure, -0.6, place, name, xanchor="right")
        place -= 1
    for example in range(BATCH):
        place -= APART
        word(figure, -0.6, place - 0.5, t("learn.label.example", number=example + 1), OURS, xanchor="right")
        for feature in range(len(FEATURES)):
            texts = [f"{one:.2f}" for one in found.inputs[example, :, feature]]
            row(figure, example, place, texts, [OURS] * LOOKBACK, share=0.25)
            if not feature:
                row(figure, example + LOOKBACK, place, [f"{found.answers[example]:.2f}"], [ODD], share=0.35)
            place -= 1
    boxed(figure, count, place + 1, 0, t("learn.label.windows"))
    days = [f"{pd.Timestamp(one):%m-%d}" for one in found.times]
    figure.update_xaxes(
        tickvals=list(range(count)), ticktext=days, tickangle=0, tickfont={"size": 10}, side="top"
    )
    figure.update_xaxes(range=[-1.9, count - 0.5], title={"font": {"color": DARK.color}})
    return figure
