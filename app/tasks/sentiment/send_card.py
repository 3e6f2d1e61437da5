"""The first lines of a result on texts: what to score texts with, and how often that is right."""

import streamlit as st

from app.components.about import links
from app.i18n import Translate
from app.numbers import percent
from core.tasks.sentiment.outcome import TextOutcome
from core.tasks.sentiment.send_words import text_send_evidence, text_send_facts, text_send_headline


def text_send_card(t: Translate, outcome: TextOutcome) -> None:
    """Draw the lines; of an experiment from before there are none to draw."""
    headline, evidence = text_send_lines(t, outcome)
    with st.container(border=True):
        st.markdown(f"## {headline}")
        st.markdown(evidence)
        st.caption(links(t, "send", "bags"))


def text_send_lines(t: Translate, outcome: TextOutcome) -> tuple[str, str]:
    """The headline and its evidence, without markup."""
    facts = text_send_facts(outcome)
    return text_send_headline(t, facts, percent), text_send_evidence(t, facts, percent)
