"""Every method's skill against the reference, as a point with its interval."""

from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, is_cell, is_mixed, mark, style
from app.i18n import Translate
from app.numbers import percent_sign, signed
from core.tasks.forecast.outcome import Outcome
from core.tasks.sentiment.outcome import TextOutcome
from core.words.methods import method_word, with_ridge

FARTHEST = -0.6  # methods that are much worse are drawn at the edge, with their figure
FARTHEST_GAIN = -0.15
ROW, LOW_ROW = 38, 30  # pixels; the lower one where there are many
MANY = 10  # rows


@dataclass(frozen=True)
class SkillRow:
    """One line of the chart."""

    name: str
    skill: float
    low: float | None
    high: float | None
    off_scale: bool


def skill_facts(outcome: Outcome) -> list[SkillRow]:
    """Cells, cells with ridge and simple methods, best last, since Plotly draws from below."""
    rows = [m for m in outcome.methods if m.kind != "seeds" and m.skill is not None]
    cells = [m.skill for m in rows if m.kind == "cell" and m.skill is not None]
    edge = min([FARTHEST, *(1.3 * skill for skill in cells)])
    return [_drawn(m.name, m.skill or 0.0, m.low, m.high, edge) for m in reversed(rows)]


def skill_figures(outcome: Outcome) -> dict[str, float | None]:
    """What stands beside each line."""
    return {m.name: m.skill for m in outcome.methods if m.kind != "seeds"}


def gain_facts(outcome: TextOutcome) -> list[SkillRow]:
    """The same for classifiers: accuracy above the reference."""
    rows = [m for m in outcome.methods if m.kind != "seeds" and m.gain is not None]
    edge = min([FARTHEST_GAIN, *(1.3 * (m.gain or 0.0) for m in rows if m.kind == "cell")])
    return [_drawn(m.name, m.gain or 0.0, m.low, m.high, edge) for m in reversed(rows)]


def gained_facts(outcome: Outcome) -> list[SkillRow]:
    """Per cell, how much skill the further columns add; best last."""
    rows = [one for one in outcome.ablation if one.gain is not None]
    edge = min([FARTHEST, *(1.3 * (one.gain or 0.0) for one in rows)])
    rows.sort(key=lambda one: one.gain or 0.0)
    return [_drawn(one.cell, one.gain or 0.0, one.low, one.high, edge) for one in rows]


def added_facts(outcome: Outcome) -> list[SkillRow]:
    """Per cell, how much better half of it and half ridge is than ridge; best last."""
    rows = [one for one in outcome.added if one.skill is not None]
    edge = min([FARTHEST, *(1.3 * (one.skill or 0.0) for one in rows)])
    rows.sort(key=lambda one: one.skill or 0.0)
    return [_drawn(with_ridge(one.cell), one.skill or 0.0, one.low, one.high, edge) for one in rows]


def _drawn(name: str, value: float, low: float | None, high: float | None, edge: float) -> SkillRow:
    """A method beyond the edge is drawn there, without the interval that would lie farther off."""
    if value < edge:
        return SkillRow(name, edge, None, None, True)
    return SkillRow(name, value, None if low is None else max(low, edge), high, False)


def skill_chart(
    rows: list[SkillRow],
    figures: dict[str, float | None],
    t: Translate,
    axis: str,
    *,
    in_points: bool = False,
) -> go.Figure:
    """Draw points with intervals, in percent; figures stand right-aligned beside them.

    Args:
        in_points: They are differences of percentages: the axis says so, and no figure says per cent.
    """
    figure = go.Figure()
    for row in rows:
        label, coloured = method_word(t, row.name), is_cell(row.name) or is_mixed(row.name)
        _point(figure, row, label)
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="right",
            xshift=62,
            y=label,
            text=signed(figures[row.name]).removesuffix(percent_sign() if in_points else ""),
            showarrow=False,
            font={"size": 13, "color": mark(row.name).color if coloured else None},
        )
    figure.add_vline(x=0, line={"color": SIMPLE.color, "width": 1.4})
    tall = ROW if len(rows) <= MANY else LOW_ROW
    style(figure, height=tall * len(rows) + 90, x=axis)
    figure.update_layout(margin={"r": 66}, hovermode=False)
    return figure


def _point(figure: go.Figure, row: SkillRow, label: str) -> None:
    look, cell = mark(row.name), is_cell(row.name)
    interval = None
    if row.low is not None and row.high is not None:
        ahead, behind = 100 * (row.high - row.skill), 100 * (row.skill - row.low)
        interval = {
            "type": "data",
            "symmetric": False,
            "array": [ahead],
            "arrayminus": [behind],
            "thickness": 2,
        }
    figure.add_scatter(
        x=[100 * row.skill],
        y=[label],
        error_x=interval,
        mode="markers",
        marker={
            "color": look.color,
            "symbol": "triangle-left" if row.off_scale else look.symbol,
            "size": 10 if cell else 12,
            "line": {"color": look.color, "width": 0 if cell else 2},
        },
    )
