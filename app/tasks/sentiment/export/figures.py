"""The charts of classifiers that can be taken home, by name; each is drawn when it is asked for."""

import plotly.graph_objects as go

from app.charts.skill import skill_chart
from app.experiments.classes.charts.confusion import confusion_chart
from app.experiments.classes.charts.gain import gain_facts
from app.exports.pictures import Figures
from app.i18n import Translate
from core.tasks.classified.outcome import ClassOutcome


def text_figures(outcome: ClassOutcome, t: Translate) -> Figures:
    """Every method's gain, and what the best cell mixes up."""
    cell = outcome.verdict.cell

    def gain() -> go.Figure:
        axis = t("chart.gain", reference=t(f"method.{outcome.reference}"))
        return skill_chart(gain_facts(outcome), t, axis, in_points=True)

    def confusion() -> go.Figure:
        return confusion_chart(outcome.confusions[cell], outcome.classes, cell, t)

    return {"gain": gain, "confusion": confusion}
