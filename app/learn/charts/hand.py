"""The curves of a cell by hand: its states with the bands they have to stay in, gradients, gates."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OTHER, QUIET
from app.charts.theme import mark, style
from app.i18n import Translate
from app.inside.charts.axis import cursor
from app.inside.charts.colours import sequential
from core.arrays import Floats
from core.byhand.cell import Course, reach
from core.byhand.challenges import GRADIENT, Band, Challenge, curve

MAIN, STRIP, GAP, BELOW = 230, 20, 34, 50  # pixels: a panel of curves, the strip of a gate, between them
REACH = (-6.0, 6.0)  # powers of ten within which a gradient is drawn
SMALLEST = 1e-30  # of a gradient: far below what is shown
ROOM = 0.15  # above and below a curve


@dataclass(frozen=True)
class HandFacts:
    """What is drawn."""

    walked: Course
    cell: str
    challenge: Challenge
    at: int  # step of the cursor, from 0
    gradient: Floats | None  # (steps,), where the challenge is about it


def hand_facts(walked: Course, cell: str, challenge: Challenge, at: int) -> HandFacts:
    """Gather it."""
    return HandFacts(walked, cell, challenge, at, reach(walked) if challenge.backwards else None)


def hand_chart(facts: HandFacts, t: Translate) -> go.Figure:
    """Gradients first where they are asked for, then states over inputs, then a strip for each gate."""
    chart, panels = go.Figure(), _panels(facts)
    whole = sum(panels.values()) + GAP * (len(panels) - 1)
    style(chart, height=whole + BELOW + 28, legend=True)
    top = whole
    for place, (name, height) in enumerate(panels.items()):
        axis = "yaxis" if not place else f"yaxis{place + 1}"
        domain = [max(0.0, (top - height) / whole), top / whole]
        chart.update_layout({axis: {"domain": domain, "anchor": "x", "zeroline": False, "fixedrange": True}})
        {"gradient": _gradient, "states": _states, "gates": _gates}[name](chart, facts, place, t)
        top -= height + GAP
    last = len(panels)
    count = len(facts.walked.computed)
    chart.update_xaxes(
        anchor="y" if last == 1 else f"y{last}", range=[0.4, count + 0.6], fixedrange=True, showgrid=False,
        title={"text": t("chart.step"), "font": {"size": 12}}, nticks=8,
    )  # fmt: skip
    cursor(chart, facts.at + 1)
    return chart.update_layout(dragmode=False, hoversubplots="axis", barmode="overlay")


def _panels(facts: HandFacts) -> dict[str, int]:
    """Heights in pixels, from above."""
    found = {"gradient": MAIN} if facts.gradient is not None else {}
    found["states"] = MAIN if facts.gradient is None else MAIN // 2
    gates = _gate_names(facts)
    return found | ({"gates": STRIP * len(gates)} if gates else {})


def _gate_names(facts: HandFacts) -> list[str]:
    return [part.name for part in facts.walked.steps.PARTS if part.kind == "gate"]


def _y(place: int) -> str:
    return "y" if not place else f"y{place + 1}"


def _steps(facts: HandFacts) -> Any:
    return np.arange(1, len(facts.walked.computed) + 1)


def _states(chart: go.Figure, facts: HandFacts, place: int, t: Translate) -> None:
    """Inputs as quiet bars; the states of unit 1 bold, those of the others thin."""
    walked, y, look = facts.walked, _y(place), mark(facts.cell)
    chart.add_bar(
        x=_steps(facts), y=walked.inputs[:, 0], yaxis=y, name=t("learn.label.input"), width=0.5,
        marker={"color": QUIET.faint(0.55)}, hovertemplate="%{y:.2f}",
    )  # fmt: skip
    drawn = [walked.inputs[:, 0]]
    for name in reversed(walked.steps.STATES):
        values, own = walked.over_time(name), name == "h"
        role = next(part.role for part in walked.steps.PARTS if part.name == name)
        drawn.append(values.ravel())
        for unit in range(values.shape[1]):
            chart.add_scatter(
                x=_steps(facts), y=values[:, unit], yaxis=y, mode="lines", showlegend=unit == 0,
                name=f"{name} · {t(f'inside.role.{role}')}", hovertemplate="%{y:.3f}",
                line={"color": look.color if own else DARK.color, "width": 2.8 if unit == 0 else 1.2,
                      "dash": "solid" if own else "dot", "shape": "linear"},
            )  # fmt: skip
    low, high = _range(np.concatenate(drawn))
    chart.update_layout({f"yaxis{place + 1}" if place else "yaxis": {"range": [low, high]}})
    for band in facts.challenge.bands:
        if band.of != GRADIENT:
            _band(chart, facts, band, y, (low, high))


def _range(values: Floats) -> tuple[float, float]:
    low, high = float(min(values.min(), 0.0)), float(max(values.max(), 1.0))
    room = ROOM * (high - low)
    return low - room, high + room


def _gradient(chart: go.Figure, facts: HandFacts, place: int, t: Translate) -> None:
    """On a logarithmic scale; 1 is a thin line."""
    assert facts.gradient is not None
    y = _y(place)
    powers = np.log10(np.maximum(facts.gradient, SMALLEST))
    chart.add_scatter(
        x=_steps(facts), y=powers, yaxis=y, mode="lines", name=t("learn.hand.gradient"),
        line={"color": ODD.color, "width": 2.8}, text=[f"{value:.3g}" for value in facts.gradient],
        hovertemplate="%{text}",
    )  # fmt: skip
    shown = [*range(int(REACH[0]), int(REACH[1]) + 1, 2)]
    chart.update_layout({
        f"yaxis{place + 1}" if place else "yaxis": {
            "range": [REACH[0] - 0.4, REACH[1] + 0.4], "tickvals": shown,
            "ticktext": [f"10<sup>{power}</sup>".replace("-", "−") if power else "1" for power in shown],
        }
    })  # fmt: skip
    for band in facts.challenge.bands:
        if band.of == GRADIENT:
            _band(chart, facts, band, y, (REACH[0] - 0.4, REACH[1] + 0.4))


def _band(chart: go.Figure, facts: HandFacts, band: Band, y: str, shown: tuple[float, float]) -> None:
    """Where a curve has to be: green where it is, orange where not; neighbours alike are drawn as one."""
    values, inside = curve(facts.walked, band.of), np.zeros(len(band.low), dtype=bool)
    inside[band.counts] = band.holds(values)
    edges = [_edge(band, step, shown) for step in range(len(values))]
    runs: list[tuple[int, int]] = []
    for step in np.flatnonzero(band.counts).tolist():
        begun = runs[-1] if runs else (step, step)
        alike = runs and begun[1] == step - 1 and edges[step] == edges[begun[0]]
        if alike and inside[step] == inside[begun[0]]:
            runs[-1] = (begun[0], step)
        else:
            runs.append((step, step))
    for first, last in runs:
        low, high = edges[first]
        look = OTHER if inside[first] else ODD
        chart.add_shape(
            type="rect", xref="x", yref=y, x0=first + 0.5, x1=last + 1.5, y0=low, y1=high, layer="below",
            fillcolor=look.faint(0.2), line={"width": 0},
        )  # fmt: skip


def _edge(band: Band, step: int, shown: tuple[float, float]) -> tuple[float, float]:
    """The low and the high of a band on the axis, whose gradients are powers of ten."""
    low, high = float(band.low[step]), float(band.high[step])
    if band.of == GRADIENT:
        low, high = np.log10(max(low, 10 ** REACH[0])), np.log10(min(high, 10.0 ** (REACH[1] + 1)))
    return max(low, shown[0]), min(high, shown[1])


def _gates(chart: go.Figure, facts: HandFacts, place: int, t: Translate) -> None:
    """A strip per gate of unit 1, closed to open."""
    names = _gate_names(facts)
    rows = np.stack([facts.walked.over_time(name)[:, 0] for name in names])
    chart.add_heatmap(
        x=_steps(facts), y=names, z=rows, zmin=0, zmax=1, colorscale=sequential(), showscale=False,
        yaxis=_y(place), ygap=2, name="", hovertemplate="%{y}: %{z:.2f}",
    )  # fmt: skip
    ticks = {"tickvals": names, "ticktext": names, "autorange": "reversed", "showgrid": False}
    chart.update_layout({f"yaxis{place + 1}": ticks | {"type": "category"}})
    chart.add_annotation(
        x=0, xref="paper", y=1, yref=f"y{place + 1} domain", xanchor="left", yanchor="bottom", align="left",
        text=t("learn.hand.gates"), showarrow=False, font={"size": 12},
    )  # fmt: skip
