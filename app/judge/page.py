"""The page "How we judge": the paragraph that was asked for, the others of a group, then what there is."""

import plotly.graph_objects as go
import streamlit as st

from app.charts.theme import CONFIG, is_dark
from app.components.glossary import text_with_words, words_here
from app.components.kept import first, keep, one_of
from app.i18n import Translate, current_language
from app.judge.paragraphs import GROUPS, PARAGRAPHS, Paragraph


def paragraphs(t: Translate) -> None:
    """Draw what the address asks for first; then one group, for a browser draws one picture after another."""
    asked = PARAGRAPHS.get(st.query_params.get("about", ""))
    found = []
    if asked is not None:
        found += _paragraph(t, asked)
    elif "about" in st.query_params:
        st.info(t("judge.no_such"), icon=":material/search_off:")
    own = asked.group if asked else GROUPS[0]
    group = st.segmented_control(
        t("judge.choose"),
        GROUPS,
        default=first("group", own, one_of(GROUPS), f"judge.{asked.name if asked else ''}"),
        required=True,
        format_func=lambda name: t(f"judge.group.{name}"),
        key=f"judge.group.{asked.name if asked else ''}",
    )
    keep("group", None if group == own else group, of_form=False)
    for one in PARAGRAPHS.values():
        if one.group == group and one is not asked:
            found += _paragraph(t, one)
    words_here(t, found)


def contents(t: Translate) -> None:
    """Links to every paragraph, group by group; a phone lays the columns below each other."""
    st.subheader(t("judge.contents"))
    columns = st.columns(3, gap="medium")
    for place, group in enumerate(GROUPS):
        with columns[place * 3 // len(GROUPS)].container(gap="xxsmall"):
            st.markdown(f"**{t(f'judge.group.{group}')}**")
            for one in PARAGRAPHS.values():
                if one.group == group:
                    _open(t, one)


def _open(t: Translate, one: Paragraph) -> None:
    """A button, for links to the page that one is on are all drawn as the current one."""
    if st.button(t(f"judge.{one.name}"), type="tertiary", key=f"judge.open.{one.name}"):
        st.query_params["about"] = one.name
        keep("group", None, of_form=False)
        st.rerun()


def _paragraph(t: Translate, one: Paragraph) -> list[str]:
    with st.container(border=True):
        words, picture = st.columns([1, 1], gap="medium")
        with words:
            st.markdown(f"### {t(f'judge.{one.name}')}")
            found = text_with_words(t(f"judge.{one.name}.text"))
            links = "\u00a0· ".join(f"[{source.text}]({source.address})" for source in one.sources)
            st.caption(t("judge.source", links=links))
        drawn = _picture(one.name, current_language(), is_dark(), t)
        picture.plotly_chart(drawn, key=f"judge.{one.name}", config=CONFIG, alt=t(f"judge.{one.name}.alt"))
    return found


@st.cache_resource(show_spinner=False, max_entries=200)
def _picture(name: str, language: str, dark: bool, _t: Translate) -> go.Figure:
    """Drawn once for every language and theme."""
    return PARAGRAPHS[name].picture(_t)
