"""States and gates of several cells side by side on one input."""

import numpy as np
import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.saving import csv_button
from app.components.table import table
from app.errors import literal
from app.i18n import Translate
from app.inside.attention import attention_part
from app.inside.charts.states import MOST_LINES, reacting, states_chart, states_facts
from app.inside.inputs import Chosen
from app.inside.marks import at_marks
from app.inside.traced import Traced, cell_line, traced
from app.numbers import figure, percent
from core.store.records import Experiment
from core.words.sentences import spaced

MOST_NAMES = 12  # that a sentence lists


def states_view(t: Translate, experiment: Experiment, chosen: Chosen) -> None:
    """A column per cell; below them the gates' saturation and the units that react most at the cursor."""
    shown = traced(t, experiment, chosen)
    alike = st.toggle(t("inside.alike"), key="inside.alike", help=t("inside.alike.help"))
    columns = st.columns(len(shown.told["cells"]), gap="medium")
    for column, cell in zip(columns, shown.told["cells"], strict=True):
        with column:
            st.markdown(f"**{t(f'cell.{cell}')}**")
            st.caption(literal(cell_line(t, chosen, shown.told, cell)))
            _chart(t, chosen, shown, cell, alike=alike)
    attention_part(t, shown.told)
    st.caption(literal(_about_input(t, chosen, shown)))
    if shown.told["facts"].get("blank"):
        st.caption(t("inside.input.blank"))
    if chosen.marks:
        at_marks(t, shown, chosen.marks)
    _saturated(t, shown)
    _reacting(t, shown)


def _about_input(t: Translate, chosen: Chosen, shown: Traced) -> str:
    """What the input's lines or rows are."""
    if not chosen.names:
        return t("inside.input.text")
    transform = shown.told["facts"].get("transform", "series")
    told = [t(f"inside.input.{transform}")]
    scaled, names = chosen.scaled, chosen.names
    if scaled != "none":
        told.append(t(f"inside.input.scaled.{scaled}"))
    if len(names) > 1:
        drawn = "lines" if len(names) <= MOST_LINES else "rows"
        listed = names if len(names) <= MOST_NAMES else [*names[:3], "…", *names[-3:]]
        told.append(t(f"inside.input.{drawn}", names=t("words.comma").join(listed)))
    return spaced(t, *told)


def _chart(t: Translate, chosen: Chosen, shown: Traced, cell: str, *, alike: bool) -> None:
    names, marks = chosen.names, chosen.marks
    facts = states_facts(shown.told, cell, shown.labels, names, shown.at, t, alike=alike, marks=marks)
    states = shown.told["arrays"][f"{cell}/h"]
    st.plotly_chart(
        states_chart(facts, t),
        key=f"inside.states.{cell}",
        config=CONFIG,
        alt=t(
            "inside.alt.states",
            cell=t(f"cell.{cell}"),
            parts=t("words.comma").join(panel.title for panel in facts.panels),
            steps=len(shown.labels),
            units=states.shape[1],
            low=figure(float(states.min())),
            high=figure(float(states.max())),
        ),
    )
    key = f"inside.download.{cell}"
    csv_button(t, t("inside.download"), lambda: _table(shown, cell), f"inside-{cell}-states.csv", key=key)


def _table(shown: Traced, cell: str) -> pd.DataFrame:
    """A line per step; a column per part and unit."""
    arrays = shown.told["arrays"]
    columns = {
        f"{name}_{unit + 1}": arrays[f"{cell}/{name}"][:, place]
        for name, _, _ in shown.told["cells"][cell]["parts"]
        for place, unit in enumerate(arrays[f"{cell}/units"])
    }
    steps = range(shown.told["first"] + 1, shown.told["first"] + 1 + len(shown.labels))
    return pd.DataFrame({"at": shown.labels} | columns, index=pd.Index(steps, name="step"))


def _saturated(t: Translate, shown: Traced) -> None:
    """How much of each gate is nearly shut or nearly open, over all steps and units."""
    rows = []
    low, high = shown.told["thresholds"]
    for cell, one in shown.told["cells"].items():
        for name, _, role in one["parts"]:
            if name in one["saturated"]:
                closed, opened = one["saturated"][name]
                rows.append({
                    t("inside.cell"): t(f"cell.{cell}"),
                    t("inside.gate"): f"{name} · {t(f'inside.role.{role}')}",
                    t("inside.closed", at=low): percent(closed),
                    t("inside.open", at=high): percent(opened),
                })  # fmt: skip
    st.subheader(t("inside.saturated"))
    st.caption(t("inside.saturated.about", low=low, high=high))
    if rows:
        table(rows, names=2)
    else:
        st.caption(t("inside.no_gates"))


def _reacting(t: Translate, shown: Traced) -> None:
    """The units that change most at the cursor."""
    st.subheader(t("inside.reacting", at=literal(shown.labels[shown.at])))
    rows = []
    for cell in shown.told["cells"]:
        states, units = (shown.told["arrays"][f"{cell}/{name}"] for name in ("h", "units"))
        before = states[shown.at - 1] if shown.at else np.zeros_like(states[0])
        row = {t("inside.cell"): t(f"cell.{cell}")}
        for place, unit in enumerate(reacting(states, shown.at), start=1):
            moved = f"{figure(float(before[unit]), 2)} → {figure(float(states[shown.at, unit]), 2)}"
            row[t("inside.reacting.place", place=place)] = f"{int(units[unit]) + 1}: {moved}"
        rows.append(row)
    table(rows)
    st.caption(t("inside.reacting.about"))
