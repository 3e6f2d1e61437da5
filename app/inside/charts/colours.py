"""Colours of heatmaps: diverging around 0 for states, one hue from closed to open for gates."""

from typing import Any

from app.charts.theme import is_dark

LOW, HIGH = "#D55E00", "#0072B2"  # as the tints of words


def diverging() -> list[list[Any]]:
    """From orange over the page's colour to blue: 0 is nothing."""
    return [[0.0, LOW], [0.5, "#20242C" if is_dark() else "#FFFFFF"], [1.0, "#5AB4E5" if is_dark() else HIGH]]


def sequential() -> list[list[Any]]:
    """From the page's colour to violet: closed to open."""
    if is_dark():
        return [[0.0, "#20242C"], [0.5, "#6B4FA0"], [1.0, "#D9B8FF"]]
    return [[0.0, "#FFFFFF"], [0.5, "#B79AD6"], [1.0, "#4A1486"]]
