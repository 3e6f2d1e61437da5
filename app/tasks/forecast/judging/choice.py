"""Which forecast to send: the simplest of those that are as good as the best one."""

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import OURS, QUIET, bars, framed, word
from app.i18n import Translate
from app.numbers import figure as number
from core.tasks.forecast.sending import choose

ORIGINS = 60
LEVELS = {"last_value": 1.5, "seasonal_naive": 1.04, "ridge": 1.0, "gru": 0.98}  # usual errors


def send(t: Translate) -> go.Figure:
    """Errors on the calibration rows; the two most complicated methods are better by luck at most."""
    shared = np.abs(np.random.default_rng(6).standard_normal(ORIGINS))
    own = np.random.default_rng(4)
    losses = {
        name: level * (0.4 + shared) + 0.8 * np.abs(own.standard_normal(ORIGINS))
        for name, level in LEVELS.items()
    }
    found, drawn = choose(losses, ORIGINS), go.Figure()
    looks = [OURS if name == found.name else QUIET for name in losses]
    names = {name: t(f"method.{name}") for name in losses}
    bars(
        drawn,
        list(names.values()),
        list(found.errors.values()),
        looks,
        [number(e) for e in found.errors.values()],
    )
    word(drawn, names[found.name], found.errors[found.name] / 2, t("judge.label.sent"))
    return framed(drawn, y="MAE")
