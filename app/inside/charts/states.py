"""Everything one layer of one cell computes, step by step: a heatmap for each state and gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.charts.gaps import with_dots
from app.charts.labels import short
from app.charts.theme import ACTUAL, GATE_DASHES, style
from app.i18n import Translate
from app.inside.charts.axis import cursor, marked, step_ticks
from app.inside.charts.colours import diverging, sequential
from app.numbers import figure as number
from core.arrays import Floats, Ints

MOST_LINES = 4  # columns of the input that are drawn as lines; more become a heatmap
GAP, INPUT = 24, 84  # pixels: above each panel, for its title; height of the input's panel
BELOW = 138  # pixels below the panels: words or dates, then the legend of the colours


@dataclass(frozen=True)
class Panel:
    """One heatmap."""

    title: str
    kind: str  # gate, candidate or state
    values: Floats  # (steps, units)


@dataclass(frozen=True)
class StatesFacts:
    """What is drawn of one cell."""

    steps: list[int]  # numbers of the steps, from 1
    labels: list[str]  # dates or words
    inputs: Floats  # (steps, columns), as the network reads them; NaN where the target was not measured
    names: list[str]  # of the columns; empty where they have none
    panels: list[Panel]
    units: Ints  # number of the unit in each row, from 1
    at: int  # place of the cursor among the steps
    marks: tuple[int, ...] = ()  # steps that matter, from 1


def states_facts(
    told: dict[str, Any],
    cell: str,
    labels: list[str],
    names: list[str],
    at: int,
    t: Translate,
    *,
    alike: bool,
    marks: tuple[int, ...] = (),
) -> StatesFacts:
    """Gather one cell's panels; with `alike`, units that behave alike stand together."""
    arrays, about = told["arrays"], told["cells"][cell]
    order = arrays[f"{cell}/order"] if alike else np.arange(len(arrays[f"{cell}/units"]))
    panels = [
        Panel(f"{name} · {t(f'inside.role.{role}')}", kind, arrays[f"{cell}/{name}"][:, order])
        for name, kind, role in about["parts"]
    ]
    steps = list(range(told["first"] + 1, told["first"] + 1 + len(labels)))
    return StatesFacts(
        steps, labels, _with_gaps(told), names, panels, arrays[f"{cell}/units"][order] + 1, at, marks
    )


def states_chart(facts: StatesFacts, t: Translate) -> go.Figure:
    """Draw the input above, then a heatmap for each part, all on one axis of steps."""
    chart = go.Figure()
    tall, whole = _heights(facts), _whole(facts)
    style(chart, height=whole + BELOW)
    top = whole
    for place, height in enumerate(tall):
        top -= GAP
        axis = {"domain": [(top - height) / whole, top / whole], "anchor": "x", "zeroline": False}
        chart.update_layout({_layout(place): axis | {"automargin": False, "nticks": 3}})
        title = t("inside.chart.input") if place == 0 else _panel_title(facts.panels[place - 1], t)
        _above(chart, title, top / whole)
        top -= height
    _input(chart, facts, t)
    for place, panel in enumerate(facts.panels, start=1):
        _heat(chart, panel, facts, place, t)
    _axis(chart, facts)
    return chart


def _heights(facts: StatesFacts) -> list[int]:
    """Of the panels, in pixels: the input, then the parts."""
    return [INPUT] + [int(min(150, max(64, 3 * len(facts.units))))] * len(facts.panels)


def _whole(facts: StatesFacts) -> int:
    return sum(_heights(facts)) + GAP * (1 + len(facts.panels))


def _layout(place: int) -> str:
    return f"yaxis{place + 1}" if place else "yaxis"


def _panel_title(panel: Panel, t: Translate) -> str:
    low, high = _reach(panel)
    return t("words.aside", first=panel.title, second=f"{number(low, 2)} … {number(high, 2)}")


def _reach(panel: Panel) -> tuple[float, float]:
    """Gates lie between 0 and 1; everything else is drawn around 0."""
    if panel.kind == "gate":
        return 0.0, 1.0
    most = float(np.abs(panel.values).max(initial=0.0)) or 1.0
    return -most, most


def _with_gaps(told: dict[str, Any]) -> Floats:
    """What is read, without what the target's blanks were filled with."""
    inputs: Floats = told["arrays"]["inputs"]
    places = [(step - told["first"], column) for step, column in told["facts"].get("blank", ())]
    here = [place for place in places if 0 <= place[0] < len(inputs)]
    if not here:
        return inputs
    shown = inputs.astype(np.float64)
    shown[tuple(np.transpose(here))] = np.nan
    return shown


def _above(chart: go.Figure, text: str, y: float) -> None:
    chart.add_annotation(
        x=0, xref="paper", y=y, yref="paper", text=text, xanchor="left", yanchor="bottom",
        showarrow=False, font={"size": 12},
    )  # fmt: skip


def _input(chart: go.Figure, facts: StatesFacts, t: Translate) -> None:
    """Lines for few columns, a heatmap for many; an unseen line says what each step is."""
    if facts.names and len(facts.names) <= MOST_LINES:
        for place, name in enumerate(facts.names):
            chart.add_scatter(
                x=facts.steps, y=facts.inputs[:, place], name=escape(short(name, 24)),
                line={"color": ACTUAL.color, "width": 1.4, "dash": GATE_DASHES[place]}, showlegend=False,
                **with_dots(pd.Series(facts.inputs[:, place])),
            )  # fmt: skip
    else:
        most = float(np.nanmax(np.abs(facts.inputs), initial=0.0)) or 1.0
        rows = facts.names or [""] * facts.inputs.shape[1]
        words = [[escape(short(name, 24))] * len(facts.steps) for name in rows]
        chart.add_heatmap(
            x=facts.steps, z=facts.inputs.T, zmin=-most, zmax=most, colorscale=diverging(), showscale=False,
            name=t("inside.chart.input"), text=words, hovertemplate="%{text} %{z:.2f}",
        )  # fmt: skip
        chart.update_layout(yaxis={"showticklabels": False})
    middle = [float(np.nanmin(facts.inputs))] * len(facts.steps)
    chart.add_scatter(
        x=facts.steps, y=middle if facts.names else [0] * len(facts.steps), mode="lines", opacity=0,
        text=[escape(label) for label in facts.labels], hovertemplate="<b>%{text}</b><extra></extra>",
        showlegend=False,
    )  # fmt: skip


def _heat(chart: go.Figure, panel: Panel, facts: StatesFacts, place: int, t: Translate) -> None:
    low, high = _reach(panel)
    gate = panel.kind == "gate"
    drawn = [one.kind == "gate" for one in facts.panels]
    first = drawn.index(gate) == place - 1
    chart.add_heatmap(
        x=facts.steps,
        y=[str(unit) for unit in facts.units],
        z=np.ascontiguousarray(panel.values.T, dtype=np.float32),
        zmin=low,
        zmax=high,
        colorscale=sequential() if gate else diverging(),
        showscale=first,
        colorbar=_bar(t, gate, low, high, both=any(drawn), whole=_whole(facts)),
        yaxis=f"y{place + 1}",
        name=panel.title.split(" ")[0],
        hovertemplate=t("inside.chart.unit_hover") + "%{y}: %{z:.3f}",
    )
    chart.update_layout({_layout(place): {"type": "category", "showticklabels": False, "showgrid": False}})


def _bar(t: Translate, gate: bool, low: float, high: float, *, both: bool, whole: int) -> dict[str, Any]:
    """A legend of the colours below the panels; what the ends mean stands above each panel."""
    ends = [
        t("inside.bar.closed" if gate else "inside.bar.low"),
        t("inside.bar.open" if gate else "inside.bar.high"),
    ]
    return {
        "orientation": "h", "thickness": 8, "len": 0.46 if both else 0.9, "xanchor": "left",
        "x": 0.54 if gate else 0.0, "y": -96 / whole, "yanchor": "top", "ypad": 0, "outlinewidth": 0,
        "tickvals": [low, (low + high) / 2, high],
        "ticktext": [ends[0], "0.5" if gate else "0", ends[1]], "tickfont": {"size": 11},
    }  # fmt: skip


def _axis(chart: go.Figure, facts: StatesFacts) -> None:
    """One axis for all panels, dates or words on it, and the cursor through all of them."""
    chart.update_xaxes(
        showgrid=False, showspikes=True, spikemode="across", spikethickness=1, spikedash="dot",
        range=[facts.steps[0] - 0.5, facts.steps[-1] + 0.5], automargin=False, title=None,
        anchor=f"y{len(facts.panels) + 1}", **step_ticks(facts.steps, facts.labels, facts.marks),
    )  # fmt: skip
    marked(chart, facts.marks)
    cursor(chart, facts.steps[facts.at])
    chart.update_layout(hoversubplots="axis", margin={"l": 30, "t": 0, "b": BELOW})


def reacting(states: Floats, at: int, most: int = 5) -> Sequence[int]:
    """The rows whose hidden state changes most at a step, the strongest first.

    Args:
        states: (steps, units).
    """
    before = states[at - 1] if at else np.zeros_like(states[0])
    return [int(row) for row in np.argsort(-np.abs(states[at] - before), kind="stable")[:most]]
