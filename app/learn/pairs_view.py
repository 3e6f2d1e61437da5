"""The tab of pairs: which one, what differed, what came out, and the step that it belongs to."""

import streamlit as st

from app.charts.theme import CONFIG
from app.components.glossary import explained_text
from app.components.kept import one_of
from app.components.tabs import choose_tab
from app.i18n import Translate
from app.learn.charts.pairs import pair_chart
from app.learn.pairs import KEPT, pair_told, pairs
from app.numbers import whole


def pairs_view(t: Translate) -> None:
    """Draw it; the address holds which pair."""
    known = pairs()
    explained_text(t("learn.pairs.text"))
    first = next(iter(known))
    asked = one_of(list(known))(st.query_params.get("pair", "")) or first
    name = st.pills(
        t("learn.pairs.which"), list(known), default=asked, key="learn.pair", required=True,
        format_func=lambda one: t(f"learn.pair.{one}"), label_visibility="collapsed",
    ) or first  # fmt: skip
    st.query_params["pair"] = name
    pair = known[name]
    with st.container(border=True):
        words, picture = st.columns([1, 1], gap="medium")
        told = pair_told(t, pair)
        with words:
            st.markdown(t(f"learn.pair.{name}.text"))
            st.markdown(told)
            st.button(
                t("learn.pairs.step", step=t(f"learn.{pair.step}")), icon=":material/school:",
                key="learn.pair.step", on_click=_open_step, args=(t, pair.step),
            )  # fmt: skip
        with picture:
            st.plotly_chart(pair_chart(t, pair), key=f"learn.pair.{name}", config=CONFIG, alt=told)
    st.caption(t("learn.pairs.size", bytes=whole(KEPT.stat().st_size)))


def _open_step(t: Translate, step: str) -> None:
    st.query_params["about"] = step
    choose_tab("learn", "path", t("learn.tab.path"))
