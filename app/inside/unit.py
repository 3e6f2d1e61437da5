"""One unit over the whole input, as lines; over a text as tinted words too (after Karpathy 2015)."""

import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.saving import csv_button
from app.components.tinted_words import WordFacts, tinted_words
from app.i18n import Translate
from app.inside.charts.unit import unit_chart
from app.inside.inputs import Chosen
from app.inside.picked import picked_unit
from app.inside.traced import traced
from app.numbers import figure
from core.store.records import Experiment


def unit_view(t: Translate, experiment: Experiment, chosen: Chosen) -> None:
    """Choose a unit, draw it."""
    shown = traced(t, experiment, chosen)
    cell, place = picked_unit(t, shown)
    arrays, told = shown.told["arrays"], shown.told
    parts = {
        name: (kind, t(f"inside.role.{role}"), arrays[f"{cell}/{name}"][:, place])
        for name, kind, role in told["cells"][cell]["parts"]
    }
    unit, states = int(arrays[f"{cell}/units"][place]) + 1, parts["h"][2]
    st.subheader(t("inside.unit.title", cell=t(f"cell.{cell}"), unit=unit))
    if not chosen.names:
        words = [
            WordFacts(word, known, float(value))
            for word, known, value in zip(told["words"], told["known"], states, strict=True)
        ]
        st.html(tinted_words(words, t))
        st.caption(t("inside.words.about"))
    facts = {"cell": t(f"cell.{cell}"), "unit": unit, "last": figure(float(states[-1]))}
    st.plotly_chart(
        unit_chart(cell, parts, shown.labels, told["first"], shown.at, t, chosen.marks),
        key="inside.unit.chart",
        config=CONFIG,
        alt=t("inside.alt.unit", low=figure(float(states.min())), high=figure(float(states.max())), **facts),
    )
    steps = pd.RangeIndex(told["first"] + 1, told["first"] + 1 + len(shown.labels), name="step")
    frame = pd.DataFrame({"at": shown.labels} | {name: part[2] for name, part in parts.items()}, index=steps)
    key = "inside.unit.download"
    csv_button(t, t("inside.download"), lambda: frame, f"inside-{cell}-unit-{unit}.csv", key=key)
