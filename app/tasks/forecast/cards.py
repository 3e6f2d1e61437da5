"""Two samples on Home, each one click away from its verdict."""

from functools import partial
from typing import Literal

import streamlit as st

from app.components.later import Picture, chart
from app.data.picker import sample
from app.errors import explained
from app.experiments.start import start
from app.i18n import Translate
from app.tasks.forecast.charts.series import series_chart, series_facts
from core.data.samples import PRESELECTED
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.spec import ForecastSpec

CARDS = (PRESELECTED, "weekly_stocks")
CARD_HEIGHT = 140


def cards(t: Translate) -> list[Picture]:
    """Draw them; returns their charts, which are drawn last."""
    pictures = []
    for column, name in zip(st.columns(2, gap="medium"), CARDS, strict=True):
        with column.container(border=True, height="stretch"):
            pictures.append(_card(t, name, primary=name == PRESELECTED))
    return pictures


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
            start(data, spec)
    return partial(chart, place, figure, f"home.{name}", t(f"card.{name}.about"))
