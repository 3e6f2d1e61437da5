"""The first page: two samples one click away, what this is, and what was done before."""

from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from app.charts.intro import compare_chart, memory_chart, sequence_chart
from app.components.later import Picture, chart
from app.experiments.found import looked_at
from app.experiments.listing import rows
from app.i18n import Translate
from app.people import owners
from app.store import open_store
from app.tasks import VIEWS
from app.tasks.base import part

STEPS: dict[str, Callable[[], go.Figure]] = {
    "sequence": sequence_chart,
    "memory": memory_chart,
    "compare": compare_chart,
}
SHOWN = 4  # recent experiments


def cards(t: Translate) -> list[Picture]:
    """Ways to a first result, task by task; returns what is drawn last."""
    found: list[Picture] = []
    for view in VIEWS.values():
        if view.cards:
            found += part(view.cards)(t)
    return found


def steps(t: Translate) -> list[Picture]:
    """What this is, in three pictures."""
    pictures: list[Picture] = []
    st.subheader(t("home.what"))
    for number, (column, (name, make)) in enumerate(
        zip(st.columns(3, gap="medium"), STEPS.items(), strict=True), 1
    ):
        with column:
            st.markdown(f"**{number} · {t(f'home.{name}')}**")
            figure = make()
            place = st.container(height=int(figure.layout.height), border=False)
            st.caption(t(f"home.{name}.about"))
            pictures.append(partial(chart, place, figure, f"home.step.{name}", t(f"home.{name}.about")))
    return pictures


def recent(t: Translate) -> None:
    """The latest experiments, if there are any."""
    lines = open_store().experiments(SHOWN, owners())
    if lines:
        st.subheader(t("home.recent"))
        rows(t, looked_at(lines), editable=False)
