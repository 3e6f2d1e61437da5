"""The first page: two samples one click away, what this is, and what was done before."""

from collections.abc import Callable
from typing import Literal

import plotly.graph_objects as go
import streamlit as st

from app.charts.intro import compare_chart, memory_chart, sequence_chart
from app.charts.series import series_chart, series_facts
from app.components.data_picker import sample
from app.components.experiment_list import experiment_list
from app.components.start import start
from app.errors import explained
from app.i18n import Translate
from app.store import open_store
from core.advice import recommended
from core.data.samples import PRESELECTED

CARDS = (PRESELECTED, "weekly_stocks")
STEPS: dict[str, Callable[[], go.Figure]] = {
    "sequence": sequence_chart,
    "memory": memory_chart,
    "compare": compare_chart,
}
QUIET = {"displayModeBar": False}
SHOWN = 4  # recent experiments


def cards(t: Translate) -> None:
    """Two samples, each one click away from its verdict."""
    for column, name in zip(st.columns(2, gap="medium"), CARDS, strict=True):
        with column.container(border=True, height="stretch"):
            _card(t, name, primary=name == PRESELECTED)


def _card(t: Translate, name: str, *, primary: bool) -> None:
    st.markdown(f"### {t(f'card.{name}')}")
    st.caption(t(f"card.{name}.about"))
    data = sample(name)
    spec = recommended(data)
    values = data.frame[spec.task.target].iloc[-300:]
    figure = series_chart(series_facts(values, None), t, "").update_layout(height=140)
    st.plotly_chart(figure, key=f"home.{name}", config=QUIET, alt=t(f"card.{name}.about"))
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button(
        t("home.train"), type=kind, icon=":material/play_arrow:", key=f"home.train.{name}", width="stretch"
    ):
        with explained(t):
            start(t, data, spec)


def steps(t: Translate) -> None:
    """What this is, in three pictures."""
    st.subheader(t("home.what"))
    for number, (column, (name, draw)) in enumerate(
        zip(st.columns(3, gap="medium"), STEPS.items(), strict=True), 1
    ):
        with column:
            st.markdown(f"**{number} · {t(f'home.{name}')}**")
            st.plotly_chart(draw(), key=f"home.step.{name}", config=QUIET, alt=t(f"home.{name}.about"))
            st.caption(t(f"home.{name}.about"))


def recent(t: Translate) -> None:
    """The latest experiments, if there are any."""
    lines = open_store().experiments(SHOWN)
    if lines:
        st.subheader(t("home.recent"))
        experiment_list(t, lines, editable=False)
