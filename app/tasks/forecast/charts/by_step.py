"""A score by step ahead, every method on the same origins."""

import plotly.graph_objects as go

from app.charts.theme import is_cell, mark, style
from app.charts.traces import line
from app.i18n import Translate
from core.tasks.forecast.outcome import Outcome
from core.words.methods import method_word

StepFacts = dict[str, list[float | None]]


def by_step_facts(outcome: Outcome, metric: str) -> StepFacts:
    """The score of each cell, cell with ridge and baseline at each step ahead."""
    kept = [m for m in outcome.methods if m.kind != "seeds"]
    return {m.name: m.by_step[metric] for m in kept}


def by_step_chart(facts: StepFacts, t: Translate, unit: str) -> go.Figure:
    """Draw a line per method."""
    figure = go.Figure()
    for name, scores in facts.items():
        look, cell = mark(name), is_cell(name)
        line(
            figure, list(range(1, len(scores) + 1)), scores, look, method_word(t, name),
            width=2 if cell else 1.2, marks=6 if cell or len(scores) == 1 else 0,
        )  # fmt: skip
    style(figure, height=330, x=t("chart.steps_ahead"), y=unit, legend=True)
    figure.update_yaxes(rangemode="tozero")
    figure.update_xaxes(dtick=1 if len(next(iter(facts.values()), [])) <= 15 else None)
    return figure
