"""What every picture of one origin begins with: what was known there, and what came."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from app.charts.gaps import with_dots
from app.charts.theme import ACTUAL
from app.i18n import Translate

LEAST_SHOWN, HORIZONS = 12, 3  # known steps


def known_before(history: pd.Series, ahead: int) -> pd.Series:
    """The stretch of a series that is shown before so many steps ahead.

    Args:
        history: Up to the origin.
    """
    return history.iloc[-max(LEAST_SHOWN, HORIZONS * ahead) :]


def known_and_actual(figure: go.Figure, known: pd.Series, times: Any, truth: Any, t: Translate) -> None:
    """Draw both in ink, what came bolder.

    Args:
        known: Gaps where nothing was measured.
        times: The origin and its steps.
        truth: Values there.
    """
    dark = {"color": ACTUAL.color}
    figure.add_scatter(
        x=known.index, y=known, **with_dots(known), name=t("chart.known"), line={**dark, "width": 1.5}
    )
    figure.add_scatter(
        x=times, y=truth, mode="lines+markers", name=t("chart.actual"), line={**dark, "width": 2.4}
    )
