"""The first page: two samples one click away, what this is, and what was done before."""

from collections.abc import Callable
from functools import partial
from typing import Literal

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.charts.intro import compare_chart, memory_chart, sequence_chart
from app.charts.theme import CONFIG
from app.data.picker import sample
from app.errors import explained
from app.experiments.found import looked_at
from app.experiments.listing import rows
from app.experiments.start import start
from app.i18n import Translate
from app.navigation import open_page
from app.people import owners
from app.store import open_store
from app.tasks.forecast.charts.series import series_chart, series_facts
from core.data.samples import PRESELECTED
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.sentiment.spec import SentimentSpec

CARDS = (PRESELECTED, "weekly_stocks")
STEPS: dict[str, Callable[[], go.Figure]] = {
    "sequence": sequence_chart,
    "memory": memory_chart,
    "compare": compare_chart,
}
SHOWN = 4  # recent experiments
CARD_HEIGHT = 140


Picture = Callable[[], None]  # draws a chart in the place that was kept for it


def draw(pictures: list[Picture]) -> None:
    """Draw the charts, last: for the first the browser reads a large library; nothing should wait for it."""
    for picture in pictures:
        picture()


def cards(t: Translate) -> list[Picture]:
    """Two samples, each one click away from its verdict."""
    pictures = []
    for column, name in zip(st.columns(2, gap="medium"), CARDS, strict=True):
        with column.container(border=True, height="stretch"):
            pictures.append(_card(t, name, primary=name == PRESELECTED))
    return pictures


def texts_card(t: Translate) -> None:
    """The other task, a click away."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{t('card.texts')}** {t('card.texts.about')}", width="stretch")
        if st.button(t("card.texts.open"), icon=":material/sentiment_satisfied:", key="home.texts"):
            open_page(SentimentSpec.kind)


def _card(t: Translate, name: str, *, primary: bool) -> Picture:
    with st.container(height="stretch"):  # however long the text, the buttons stand side by side
        st.markdown(f"### {t(f'card.{name}')}")
        st.caption(t(f"card.{name}.about"))
    data = sample(name)
    spec = recommended(data)
    values = data.frame[spec.of(ForecastSpec).target].iloc[-300:]
    figure = series_chart(series_facts(values, None), t, "").update_layout(height=CARD_HEIGHT)
    place = st.container(height=CARD_HEIGHT, border=False)
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button(
        t("home.train"), type=kind, icon=":material/play_arrow:", key=f"home.train.{name}", width="stretch"
    ):
        with explained(t):
            start(t, data, spec)
    return partial(_chart, place, figure, f"home.{name}", t(f"card.{name}.about"))


def _chart(place: DeltaGenerator, figure: go.Figure, key: str, alt: str) -> None:
    place.plotly_chart(figure, key=key, config=CONFIG, alt=alt)


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
            pictures.append(partial(_chart, place, figure, f"home.step.{name}", t(f"home.{name}.about")))
    return pictures


def recent(t: Translate) -> None:
    """The latest experiments, if there are any."""
    lines = open_store().experiments(SHOWN, owners())
    if lines:
        st.subheader(t("home.recent"))
        rows(t, looked_at(lines), editable=False)
