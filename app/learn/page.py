"""The page Learn: one step with its picture, formulas and button; the way on; and what there is."""

import plotly.graph_objects as go
import streamlit as st

from app.charts.theme import CONFIG, is_dark
from app.components.glossary import text_with_words, words_here
from app.errors import explained
from app.i18n import Translate, current_language
from app.learn.hand.view import open_by_hand
from app.learn.live import LIVE
from app.learn.questions import asked_of, question
from app.learn.steps import STEPS, Step, Trained
from app.navigation import open_page
from app.store import open_store
from core.examples import example

NAMES = list(STEPS)


def current_step(t: Translate) -> Step:
    """The step that the address asks for, or the first."""
    asked = st.query_params.get("about", NAMES[0])
    if asked not in STEPS:
        st.info(t("learn.unknown"), icon=":material/search_off:")
    return STEPS.get(asked, STEPS[NAMES[0]])


def lesson(t: Translate, step: Step) -> None:
    """Draw the step."""
    with st.container(border=True):
        st.caption(t("learn.step", number=NAMES.index(step.name) + 1, count=len(NAMES)))
        st.markdown(f"### {t(f'learn.{step.name}')}")
        question(t, step.name, "bet")
        words, picture = st.columns([1, 1], gap="medium")
        facts = step.facts(t)
        with words:
            found = text_with_words(t(f"learn.{step.name}.text", **facts))
            for formula in step.formulas:
                st.latex(formula)
        with picture:
            if step.name in LIVE:
                st.fragment(LIVE[step.name])(t)
            else:
                drawn = _picture(step.name, current_language(), is_dark(), t)
                alt = t(f"learn.{step.name}.alt", **facts)
                st.plotly_chart(drawn, key=f"learn.{step.name}", config=CONFIG, alt=alt)
                st.caption(alt)
            if step.trained is not None:
                _trained(t, step, step.trained)
        for kind in asked_of(step.name)[1:]:
            question(t, step.name, kind)
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(
                t(f"learn.{step.name}.open"),
                type="primary",
                icon=":material/play_arrow:",
                key=f"learn.{step.name}.open",
            ):
                with explained(t), st.spinner(t("setup.queueing")):
                    step.begin(t(f"learn.{step.name}"))
            if step.by_hand is not None:
                st.button(
                    t("learn.by_hand"),
                    icon=":material/tune:",
                    key=f"learn.{step.name}.by_hand",
                    on_click=open_by_hand,
                    args=(t, *step.by_hand),
                )
        links = "\u00a0· ".join(f"[{source.text}]({source.address})" for source in step.sources)
        st.caption(t("judge.source", links=links))
        words_here(t, found)


def _trained(t: Translate, step: Step, trained: Trained) -> None:
    """Figures that were measured, with what they come to; and the way to the networks, where they ship."""
    told, name = trained.told(t), step.name
    st.plotly_chart(trained.picture(t), key=f"learn.{name}.measured", config=CONFIG, alt=told)
    st.caption(told)
    if trained.inside is not None and st.button(
        t("learn.inside"), icon=":material/visibility:", key=f"learn.{name}.inside"
    ):
        shown = example(open_store(), step.view.name, t(f"example.{step.view.name}"))
        open_page("inside", experiment=shown.id, **trained.inside())


def ways_on(t: Translate, step: Step) -> None:
    """To the step before and to the next one."""
    place = NAMES.index(step.name)
    with st.container(horizontal=True, horizontal_alignment="distribute" if place else "right"):
        if place:
            _open(t, NAMES[place - 1], "before", ":material/arrow_back:")
        if place < len(NAMES) - 1:
            _open(t, NAMES[place + 1], "next", ":material/arrow_forward:")


def contents(t: Translate) -> None:
    """Every step, one click away."""
    st.subheader(t("learn.contents"))
    columns = st.columns(3, gap="medium")
    rows = -(-len(NAMES) // len(columns))
    for place, name in enumerate(NAMES):
        with columns[place // rows]:
            _open(t, name, "open", None, f"{place + 1} · {t(f'learn.{name}')}")


def _open(t: Translate, name: str, where: str, icon: str | None, label: str = "") -> None:
    """A button, for links to the page that one is on are all drawn as the current one."""
    kind = "tertiary" if label else "secondary"
    text = label or t(f"learn.{name}")
    if st.button(text, type=kind, icon=icon, key=f"learn.{where}.{name}"):  # type: ignore[arg-type]
        st.query_params["about"] = name
        st.rerun()


@st.cache_resource(show_spinner=False, max_entries=100)
def _picture(name: str, language: str, dark: bool, _t: Translate) -> go.Figure:
    """Drawn once for every language and theme."""
    return STEPS[name].picture(_t)
