"""What every page begins with: its title, the navigation, the language, the engine's state."""

import logging
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import streamlit as st

from app.class_space import follow_address
from app.components.engine_line import engine_line
from app.components.page_watch import watch_page
from app.errors import explained, sentence
from app.experiments.class_line import ask_for_name, class_line
from app.experiments.sign_in import sign_in
from app.i18n import Translate, current_language, translator
from app.navigation import SHOWN
from app.process import give_back_large_blocks, keep_modules
from app.store import engine_status, open_store
from app.tasks import VIEWS
from core.errors import UserError
from core.store.database import home
from core.store.disk_space import out_of_room
from core.words.locales import languages

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """A page and its place in the navigation."""

    name: str
    script: str
    icon: str
    group: str  # pages of one group stand together under its heading


def _of_tasks(group: str) -> list[Page]:
    return [
        Page(one.name, f"pages/{one.name}.py", one.icon, group)
        for one in VIEWS.values()
        if one.group == group
    ]


PAGES = {
    page.name: page
    for page in (
        Page("home", "streamlit_app.py", ":material/home:", ""),
        *_of_tasks("work"),
        Page("sweep", "pages/sweep.py", ":material/grid_view:", "work"),
        Page("compare", "pages/compare.py", ":material/compare_arrows:", "understand"),
        Page("inside", "pages/inside.py", ":material/visibility:", "understand"),
        *_of_tasks("understand"),
        Page("learn", "pages/learn.py", ":material/school:", "understand"),
        Page("experiments", "pages/experiments.py", ":material/history:", "more"),
        Page("judge", "pages/judge.py", ":material/balance:", "more"),
    )
}
LOGO = ":material/all_inclusive:"
ICON = Path(__file__).parent / "icon.svg"  # Material symbols would be fetched from outside
# No setting limits the width of a wide page; beyond this, lines get too long to read, and on a laptop tables
# need what the usual margins take. None tells the colour of words on the accent either: white there is too
# pale in dark pages, where the accent is bright.
WIDEST = (
    ".stMainBlockContainer{max-width:1320px;"
    "padding-left:clamp(1rem,3vw,5rem);padding-right:clamp(1rem,3vw,5rem)}"
)
BREAKS = "h1,h2,h3,h4{text-wrap-style:balance}p,li{text-wrap-style:pretty}"  # no letter alone on a line
ON_ACCENT = (
    '[data-testid^="stBaseButton-primary"]:not(:disabled),[data-testid="stMultiSelect"] span[title]'
    "{color:light-dark(#fff,#0e1117)}"
)
NAMES = (
    '[class*="st-key-experiments-open"] button{justify-content:flex-start;text-align:left}'  # of two lines
)
# All pages stand in the sidebar without scrolling, also on a laptop 720 pixels high. Until a link's script is
# there, a grey bar stands in its place: much higher, it made the sidebar scroll with nothing to focus in it.
SIDEBAR = '[data-testid="stSidebarUserContent"]'
ROWS = (
    f"{SIDEBAR}{{padding-bottom:.75rem}}{SIDEBAR}>div>.stVerticalBlock{{gap:.6rem}}"
    f"{SIDEBAR} hr{{margin-block:.5rem}}"
    f'{SIDEBAR} [data-testid="stPageLink-NavLink"]{{height:23px}}'
    f'{SIDEBAR} [data-testid="stSkeleton"]{{height:15px;margin-block:0}}'
    f'{SIDEBAR} .st-key-frame-watch [data-testid="stSkeleton"]{{display:none}}'  # it will show nothing
)
WORDS = (  # of the glossary: a dotted one is explained where the pointer rests on it
    'a[href*="#word-"]{color:inherit!important;text-decoration:underline dotted!important;cursor:help}'
    ".words p{font-size:.875rem;margin:0 0 .35rem}"
    ".words p:target{background:color-mix(in srgb,currentColor 12%,transparent)}"
)
STYLE = f"<style>{WIDEST}{BREAKS}{ON_ACCENT}{NAMES}{ROWS}{WORDS}</style>"


def frame(name: str) -> Translate:
    """Begin a page: returns the translator for everything that follows."""
    keep_modules(name)
    give_back_large_blocks()
    language = current_language()
    t = translator(language)
    st.set_page_config(page_title=f"{t(f'page.{name}')} · Unrolled", page_icon=str(ICON), layout="wide")
    st.html(STYLE)
    _follow_link(name, language)
    _open_store_or_stop(t)
    with explained(t):
        follow_address()
    with st.sidebar:
        st.markdown(f"### {LOGO} Unrolled")
        _navigation(t, language, name)
        st.divider()
        _language_picker(t, language)
        sign_in(t)
        class_line(t)
        engine_line(t)
        with st.container(key="frame-watch"):
            watch_page()
    if out_of_room(open_store().folder):
        st.error(t("error.disk_full"), icon=":material/error:")
    ask_for_name(t)
    return t


def _follow_link(name: str, language: str) -> None:
    """Tell the browser that its address has changed; for a link to the page one is on, Streamlit does not."""
    here, before = (name, any(one in st.query_params for one in SHOWN)), st.session_state.get("frame.here")
    st.session_state["frame.here"] = here
    if before == (name, True) and not here[1]:
        st.query_params.from_dict({"lang": language})


def _open_store_or_stop(t: Translate) -> None:
    """Without a store there is no page; its address is for whoever runs the server, not for its visitors."""
    try:
        engine_status(open_store(), str(home()))
    except UserError as error:
        log.error("the store does not work: %s", error)
        st.error(sentence(t, error.key, error.facts | {"reason": t("frame.see_log")}))
        st.stop()


def _navigation(t: Translate, language: str, current: str) -> None:
    for group, pages in groupby(PAGES.values(), key=lambda page: page.group):
        with st.container(gap="xsmall"):
            if group:
                st.caption(t(f"frame.{group}"))
            for page in pages:
                _link(page, t, language, current=page.name == current)


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
