"""The first lines of a result: which forecast to send, its range, and how far such forecasts were off."""

from functools import partial

import pandas as pd
import streamlit as st

from app.components.about import links
from app.i18n import Translate
from app.numbers import figure, moment, percent
from core.send_words import send_evidence, send_facts, send_headline
from core.tasks.outcome import Outcome

MONTH = 28  # days at least


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
    time = partial(_month if _monthly(outcome) else _time, t)
    headline = send_headline(t, facts, _number, time)
    return headline, send_evidence(t, facts, figure, lambda share: percent(share, 0))


def _number(value: float) -> str:
    """Four digits, without zeros that say nothing."""
    shown = figure(value, 4)
    return shown.rstrip("0").rstrip(".") if "." in shown and shown[-1].isdigit() else shown


def _monthly(outcome: Outcome) -> bool:
    """Whether each step is a month or more, so that its first or last day says nothing."""
    times = outcome.history.index[-1:].append(outcome.future.times)
    if not isinstance(times, pd.DatetimeIndex):
        return False
    far = (times[1:] - times[:-1]).days.min() >= MONTH
    return bool(far and (times.is_month_start.all() or times.is_month_end.all()))


def _time(t: Translate, time: object) -> str:
    return moment(time) if isinstance(time, pd.Timestamp) else t("span.step", step=time)


def _month(t: Translate, time: pd.Timestamp) -> str:
    return t("span.month", year=time.year, month=time.month)
