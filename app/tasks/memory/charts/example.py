"""One sequence of a made-up problem: what the network reads, what it is asked for, what cells told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import ACTUAL, mark, style
from app.i18n import Translate
from app.numbers import figure as number
from core.arrays import Floats, Ints
from core.tasks.memory.problems import PROBLEMS, SEEN, SYMBOLS, Problem, examples
from core.tasks.memory.spec import MemorySpec

HEIGHT = 240
MARKS_AT = 1.1  # above the highest number


@dataclass(frozen=True)
class ExampleFacts:
    """A sequence; steps count from 1."""

    problem: Problem
    inputs: Floats  # (steps, columns)
    steps: Ints  # at which an answer is asked for
    asked: Floats  # the answers: numbers, or classes
    told: dict[str, Floats]  # by cell: numbers, or the class; of parity the probability of odd


def example_facts(task: MemorySpec, told: Mapping[str, Floats] | None = None) -> ExampleFacts:
    """The sequence that is shown, always the same for the same problem and length.

    Args:
        told: What networks answered to it, by cell, (answers x outputs,).
    """
    problem, shown = PROBLEMS[task.problem], examples(task, "shown")
    count = problem.answers(task.length)
    return ExampleFacts(
        problem,
        shown.x.table,
        np.arange(task.length - count, task.length) + 1,
        _read(problem, shown.y[0], sure=True),
        {cell: _read(problem, values) for cell, values in (told or {}).items()},
    )


def _read(problem: Problem, answers: Floats, *, sure: bool = False) -> Floats:
    """Answers as they are drawn."""
    if not problem.classes:
        return answers
    table = answers.reshape(-1, problem.classes)
    if problem.classes > 2 or sure:
        return table.argmax(axis=1).astype(float)
    return np.asarray(1 / (1 + np.exp(table[:, 0] - table[:, 1])))  # of two classes


def example_chart(facts: ExampleFacts, t: Translate) -> go.Figure:
    """Draw it: inputs in ink, answers hollow, what cells told in their colours."""
    figure = go.Figure()
    DRAWN[facts.problem.name](figure, facts, t)
    for cell, values in facts.told.items():
        look = mark(cell)
        figure.add_scatter(
            x=facts.steps,
            y=values,
            name=t(f"cell.{cell}"),
            mode="lines+markers" if len(values) > 1 else "markers",
            line={"color": look.color, "dash": look.dash, "width": 1.8},
            marker={"color": look.color, "symbol": look.symbol, "size": 7},
        )
    style(figure, height=HEIGHT, x=t("chart.step"), y=t(f"memory.axis.{facts.problem.name}"), legend=True)
    return figure


def _adding(figure: go.Figure, facts: ExampleFacts, t: Translate) -> None:
    values, marked = facts.inputs[:, 0], facts.inputs[:, 1] == 1
    steps = np.arange(1, len(values) + 1)
    tints = np.where(marked, ACTUAL.color, ACTUAL.faint(0.3))
    figure.add_bar(
        x=steps,
        y=values,
        name=t("memory.example.numbers"),
        marker={"color": tints, "line": {"width": 0}},
    )
    figure.add_scatter(
        x=steps[marked],
        y=np.full(marked.sum(), MARKS_AT),
        name=t("memory.example.marked"),
        mode="markers+text",
        text=[number(value) for value in values[marked]],
        textposition="top center",
        textfont={"color": ACTUAL.color, "size": 13},
        marker={"color": ACTUAL.color, "symbol": "triangle-down", "size": 11},
        cliponaxis=False,
    )
    _asked(figure, facts, t)
    figure.update_yaxes(range=[0, 2.1])


def _copy(figure: go.Figure, facts: ExampleFacts, t: Translate) -> None:
    shown = facts.inputs.argmax(axis=1)
    steps = np.arange(1, len(shown) + 1)
    kept, sign = shown < SYMBOLS, shown == SYMBOLS + 1
    _points(figure, steps[kept], shown[kept] + 1, t("memory.example.symbols"), "circle")
    figure.add_vline(x=int(steps[sign][0]), line={"color": ACTUAL.color, "dash": "dot", "width": 1.2})
    figure.add_annotation(
        x=int(steps[sign][0]),
        y=SYMBOLS + 0.6,
        text=t("memory.example.sign"),
        showarrow=False,
        xanchor="right",
    )
    _asked(figure, facts, t, shift=1)
    figure.update_yaxes(range=[0.3, SYMBOLS + 1.2], dtick=1)


def _parity(figure: go.Figure, facts: ExampleFacts, t: Translate) -> None:
    bits = (facts.inputs[:, 0] > 0).astype(int)
    _points(figure, np.arange(1, len(bits) + 1), bits, t("memory.example.bits"), "line-ns-open")
    _asked(figure, facts, t, line=True)
    figure.update_yaxes(range=[-0.15, 1.15], dtick=1)


def _sine(figure: go.Figure, facts: ExampleFacts, t: Translate) -> None:
    values = facts.inputs[:, 0]
    steps, seen = np.arange(1, len(values) + 1), len(values) // SEEN
    figure.add_scatter(
        x=steps[:seen],
        y=values[:seen],
        name=t("memory.example.seen"),
        mode="lines",
        line={"color": ACTUAL.color, "width": 2.4},
    )
    _asked(figure, facts, t, line=True)
    figure.update_yaxes(range=[-1.3, 1.3])


DRAWN: dict[str, Callable[[go.Figure, ExampleFacts, Translate], None]] = {
    "adding": _adding,
    "copy": _copy,
    "parity": _parity,
    "sine": _sine,
}


def _points(figure: go.Figure, x: Ints, y: Ints, name: str, symbol: str) -> None:
    figure.add_scatter(
        x=x, y=y, name=name, mode="markers", marker={"color": ACTUAL.color, "symbol": symbol, "size": 9}
    )


def _asked(
    figure: go.Figure, facts: ExampleFacts, t: Translate, *, shift: int = 0, line: bool = False
) -> None:
    """The right answers: hollow points, or a thin line where there are many."""
    figure.add_scatter(
        x=facts.steps,
        y=facts.asked + shift,
        name=t("memory.example.asked"),
        mode="lines" if line else "markers",
        line={"color": ACTUAL.color, "width": 1.2, "dash": "dot"},
        marker={"color": ACTUAL.color, "symbol": "circle-open", "size": 13, "line": {"width": 2}},
        cliponaxis=False,
    )
