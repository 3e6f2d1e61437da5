"""The way of each cell's hidden state through time, in two dimensions."""

import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.saving import csv_button
from app.errors import literal
from app.i18n import Translate
from app.inside.charts.path import path_chart
from app.inside.inputs import Chosen
from app.inside.traced import Traced, cell_line, traced
from app.numbers import percent
from core.inside.plane import plane
from core.store.records import Experiment


def path_view(t: Translate, experiment: Experiment, chosen: Chosen) -> None:
    """A column per cell."""
    shown = traced(t, experiment, chosen)
    columns = st.columns(len(shown.told["cells"]), gap="medium")
    for column, cell in zip(columns, shown.told["cells"], strict=True):
        with column:
            st.markdown(f"**{t(f'cell.{cell}')}**")
            st.caption(literal(cell_line(t, chosen, shown.told, cell)))
            _chart(t, shown, cell)
    st.caption(t("inside.path.legend"))


def _chart(t: Translate, shown: Traced, cell: str) -> None:
    way = plane(shown.told["arrays"][f"{cell}/h"])
    first = shown.told["first"]
    both = percent(sum(way.shares))
    st.plotly_chart(
        path_chart(cell, way, shown.labels, first, shown.at, t),
        key=f"inside.path.{cell}",
        config=CONFIG,
        alt=t("inside.alt.path", cell=t(f"cell.{cell}"), steps=len(shown.labels), share=both),
    )
    steps = pd.RangeIndex(first + 1, first + 1 + len(shown.labels), name="step")
    frame = pd.DataFrame({"at": shown.labels, "first": way.points[:, 0], "second": way.points[:, 1]}, steps)
    key = f"inside.path.download.{cell}"
    csv_button(t, t("inside.download"), lambda: frame, f"inside-{cell}-path.csv", key=key)
