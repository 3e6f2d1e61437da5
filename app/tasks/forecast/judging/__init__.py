"""Pictures of How we judge that are drawn from the rules of forecasting themselves."""

import plotly.graph_objects as go

from app.i18n import Translate
from app.tasks.forecast.judging import blocks, choice, order

PICTURES = {
    "order": order.order,
    "cuts": blocks.cuts,
    "folds": order.folds,
    "origins": blocks.origins,
    "measured": order.measured,
    "refit": order.refit,
    "short_series": order.short_series,
    "send": choice.send,
}


def picture(paragraph: str, t: Translate) -> go.Figure:
    """That of a paragraph."""
    return PICTURES[paragraph](t)
