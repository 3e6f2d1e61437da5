"""One step of one unit: the cell's equations with its numbers; what was forgotten, what was written."""

import re
from typing import Any

import pandas as pd
import streamlit as st

from app.charts.cell.plan import Drawing
from app.charts.theme import CONFIG
from app.components.drawn_cell import drawn_cell
from app.components.saving import csv_button
from app.errors import literal
from app.i18n import Translate
from app.inside.asking import told
from app.inside.charts.memory import memory_chart, memory_facts
from app.inside.inputs import Chosen
from app.inside.picked import picked_unit
from app.inside.summands import summands_view
from app.inside.traced import Traced, traced
from app.numbers import figure
from core.cells import CELLS
from core.cells.steps import steps_of
from core.store.records import Experiment

BLANK = re.compile(r"\{(\w+)\}")
ACTIVATIONS = {"tanh": r"\tanh", "relu": r"\operatorname{ReLU}"}


def step_view(t: Translate, experiment: Experiment, chosen: Chosen) -> None:
    """Equations, then the memory of all units."""
    shown = traced(t, experiment, chosen)
    cell, place = picked_unit(t, shown)
    unit = int(shown.told["arrays"][f"{cell}/units"][place])
    step = shown.told["first"] + shown.at
    asked = {"at": step, "unit": unit, "cells": [cell]}
    with st.spinner(t("inside.asking")):
        found = told(experiment, "step", **chosen.asked, **shown.way, **asked)["cells"][cell]
    where = literal(shown.labels[shown.at])
    st.subheader(t("inside.step.title", cell=t(f"cell.{cell}"), unit=unit + 1, step=step + 1, at=where))
    left, right = st.columns([3, 2], gap="large")
    with left:
        for part, formula, filled in found["equations"]:
            st.latex(written_out(part, formula, filled, found["values"], found["activation"]))
        st.caption(t("inside.step.symbols"))
    with right:
        _told_in_words(t, found)
    _drawn(t, shown, cell, found)
    _memory(t, cell, found)
    summands_view(t, shown, chosen, cell, found)


def _drawn(t: Translate, shown: Traced, cell: str, found: dict[str, Any]) -> None:
    """The same numbers on the wires of the drawn cell."""
    inputs = shown.told["arrays"]["inputs"][shown.at]
    one = float(inputs[0]) if len(inputs) == 1 else None
    st.subheader(t("inside.drawn"))
    drawn_cell(
        t, Drawing(steps_of(CELLS[cell]), found["values"], found["activation"], one), cell, key="inside.drawn"
    )
    st.caption(t("inside.drawn.about", unit=found["unit"] + 1))


def written_out(part: str, formula: str, filled: str, values: dict[str, float], activation: str) -> str:
    """An equation in LaTeX: in symbols, with numbers, and what it comes to."""
    numbers = BLANK.sub(lambda blank: _number(values[blank[1]]), filled)
    lines = [formula, numbers, _plain(values[part])]
    text = rf"{part}_t &= " + r" \\ &= ".join(lines)
    return rf"\small\begin{{aligned}}{text.replace('ACT', ACTIVATIONS[activation])}\end{{aligned}}"


def _number(value: float) -> str:
    """With parentheses where it is negative."""
    return f"({_plain(value)})" if value < 0 else _plain(value)


def _plain(value: float) -> str:
    return figure(value).replace("−", "-").replace(",", "{,}")


def _told_in_words(t: Translate, found: dict[str, Any]) -> None:
    """What happened to this unit's memory."""
    unit = found["unit"]
    before, kept, written = (found[name][unit] for name in ("before", "kept", "written"))
    with st.container(horizontal=True, gap="large"):
        st.metric(t("inside.before"), figure(before), width="content")
        st.metric(t("inside.forgotten"), figure(before - kept), width="content")
        st.metric(t("inside.written"), figure(written), width="content")
    st.markdown(
        t(
            "inside.step.words",
            memory=found["memory"],
            before=figure(before),
            kept=figure(kept),
            forgotten=figure(before - kept),
            written=figure(written),
            after=figure(kept + written),
        )
    )
    if len(found["equations"]) == 1:
        st.caption(t("inside.no_gates"))


def _memory(t: Translate, cell: str, found: dict[str, Any]) -> None:
    facts = memory_facts(cell, found["before"], found["kept"], found["written"])
    st.subheader(t("inside.memory", memory=found["memory"]))
    if len(facts.units) < facts.all:
        st.caption(t("inside.memory.some", shown=len(facts.units), units=facts.all))
    st.plotly_chart(
        memory_chart(facts, t),
        key="inside.memory.chart",
        config=CONFIG,
        alt=t("inside.alt.memory", cell=t(f"cell.{cell}"), units=len(facts.units)),
    )
    key = "inside.memory.download"
    csv_button(t, t("inside.download"), lambda: _table(found), f"inside-{cell}-memory.csv", key=key)


def _table(found: dict[str, Any]) -> pd.DataFrame:
    index = pd.RangeIndex(1, len(found["before"]) + 1, name="unit")
    return pd.DataFrame({name: found[name] for name in ("before", "kept", "written")}, index=index)
