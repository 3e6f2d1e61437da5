"""The first lines of a result: what to use, and how often that is right."""

import streamlit as st

from app.components.about import links
from app.i18n import Translate
from app.numbers import percent
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classified.send_words import send_evidence, send_facts, send_headline


def send_card(t: Translate, outcome: ClassOutcome, words: str, *explained: str) -> None:
    """Draw the lines; of an experiment from before there are none to draw.

    Args:
        explained: Paragraphs about them.
    """
    first, then = send_lines(t, outcome, words)
    with st.container(border=True):
        st.markdown(f"## {first}")
        st.markdown(then)
        st.caption(links(t, *explained))


def send_lines(t: Translate, outcome: ClassOutcome, words: str) -> tuple[str, str]:
    """The headline and its evidence, without markup."""
    facts = send_facts(outcome)
    return send_headline(t, facts, percent, words), send_evidence(t, facts, percent, words)
