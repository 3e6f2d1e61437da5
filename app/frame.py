"""What every page begins with: its title, the navigation, the language, the engine's state."""

from dataclasses import dataclass

import streamlit as st

from app.i18n import Translate, current_language, languages, translator
from app.store import engine_status, open_store
from core.runs.database import home


@dataclass(frozen=True)
class Page:
    """A page and its place in the navigation."""

    name: str
    script: str
    icon: str


PAGES = {
    page.name: page
    for page in (
        Page("home", "streamlit_app.py", ":material/all_inclusive:"),
        Page("forecast", "pages/forecast.py", ":material/trending_up:"),
        Page("experiments", "pages/experiments.py", ":material/history:"),
    )
}
STATE_COLOURS = {"ready": "green", "starting": "orange", "gone": "red"}
# Streamlit leaves 6rem above a page for a toolbar that viewers do not have.
LESS_AIR = "<style>.stMainBlockContainer{padding-top:3.2rem;padding-bottom:3rem;max-width:1280px}</style>"


def frame(name: str) -> Translate:
    """Begin a page: returns the translator for everything that follows."""
    language = current_language()
    t = translator(language)
    st.set_page_config(
        page_title=f"{t(f'page.{name}')} · Unrolled", page_icon=PAGES["home"].icon, layout="wide"
    )
    st.html(LESS_AIR)
    with st.sidebar:
        st.markdown("### :material/all_inclusive: Unrolled")
        for page in PAGES.values():
            _link(page, t, language, current=page.name == name)
        st.divider()
        _language_picker(t, language)
        _engine_line(t)
    return t


def _link(page: Page, t: Translate, language: str, *, current: bool) -> None:
    label = t(f"page.{page.name}")
    st.page_link(
        page.script,
        label=f"**{label}**" if current else label,
        icon=page.icon,
        width="stretch",
        query_params={"lang": language},
    )


def _language_picker(t: Translate, language: str) -> None:
    known = languages()

    def choose() -> None:
        st.query_params["lang"] = st.session_state["frame.language"]

    st.session_state["frame.language"] = language
    st.selectbox(
        t("frame.language"),
        list(known),
        format_func=known.__getitem__,
        key="frame.language",
        on_change=choose,
    )


@st.fragment(run_every=4.0)
def _engine_line(t: Translate) -> None:
    status = engine_status(open_store(), str(home()))
    state = status.state if status else "starting"
    text = t(f"engine.{state}", workers=status.workers if status else 0)
    st.caption(f":{STATE_COLOURS[state]}[●] {text}")
