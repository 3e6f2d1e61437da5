"""The first lines of a result: which forecast to send, its range, and how far such forecasts were off."""

import streamlit as st

from app.components.about import links
from app.i18n import Translate
from app.numbers import figure, moment, percent
from core.send_words import send_evidence, send_facts, send_headline
from core.tasks.outcome import Outcome


def send_card(t: Translate, outcome: Outcome) -> None:
    """Draw the lines."""
    headline, evidence = send_lines(t, outcome)
    with st.container(border=True):
        st.markdown(f"## {headline}")
        st.markdown(evidence)
        st.caption(links(t, "send", "final", "intervals", "coverage"))


def send_lines(t: Translate, outcome: Outcome) -> tuple[str, str]:
    """The headline and its evidence, without markup."""
    facts = send_facts(outcome)
    headline = send_headline(t, facts, _number, moment)
    return headline, send_evidence(t, facts, figure, lambda share: percent(share, 0))


def _number(value: float) -> str:
    return figure(value, 4)
