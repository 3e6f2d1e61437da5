"""The blocks that a series is cut into, and the origins from which it is forecast."""

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OTHER, OURS, QUIET, framed, line, points, wave, word
from app.i18n import Translate
from core.tasks.forecast.cuts import cut
from core.tasks.forecast.cuts import origins as origin_rows
from core.tasks.forecast.spec import ForecastSpec

TASK = ForecastSpec(target="", horizon=6, lookback=24)
ROWS = 600


def cuts(t: Translate) -> go.Figure:
    """A series in its four blocks."""
    blocks = cut(ROWS, TASK)
    figure = go.Figure()
    line(figure, np.arange(0, ROWS, 3), wave(ROWS // 3), DARK, width=1.3)
    for name, look in (("train", QUIET), ("validation", OTHER), ("calibration", ODD), ("test", OURS)):
        start, end = blocks.block(name)
        figure.add_vrect(x0=start, x1=end, fillcolor=look.faint(0.18), line_width=0)
        if name in ("train", "test"):
            word(figure, (start + end) / 2, 4.4, t(f"block.{name}"))
    for name, rise in (("validation", 6.4), ("calibration", 5.4)):
        word(figure, sum(blocks.block(name)) / 2, rise, t(f"block.{name}"))
    figure.update_yaxes(visible=False, range=[-1.8, 7.0])
    return framed(figure, t("judge.label.time"))


def origins(t: Translate) -> go.Figure:
    """Rolling origins: what is known and what is asked, one row each."""
    figure, rows = go.Figure(), origin_rows(cut(ROWS, TASK), "test", TASK)[::3][:7]
    for place, row in enumerate(rows):
        line(figure, [row - TASK.lookback + 1, row], [place, place], OURS, width=7)
        line(figure, [row + 1, row + TASK.horizon], [place, place], ODD, width=7, dash="solid")
    points(figure, rows, np.arange(len(rows)), DARK, size=9)
    word(figure, rows[0] - 12, len(rows) - 0.2, t("judge.label.known"), OURS)
    word(figure, rows[-1] + 2, len(rows) - 0.2, t("judge.label.asked"), ODD)
    figure.update_yaxes(visible=False, range=[len(rows) + 0.3, -0.8])
    return framed(figure, t("judge.label.time"))
