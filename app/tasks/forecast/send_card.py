"""The first lines of a result: which forecast to send, its range, and how far such forecasts were off."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from app.components.about import links
from app.i18n import Translate
from app.numbers import figure, moments, percent
from core.store.plan import REFITS
from core.store.records import Run
from core.store.states import ENDED
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.send_words import send_evidence, send_facts, send_headline

MONTH = "%Y-%m"


def send_card(t: Translate, outcome: Outcome, runs: list[Run]) -> None:
    """Draw the lines, and whether they are the last word."""
    headline, evidence = send_lines(t, outcome)
    with st.container(border=True):
        if changes := may_change(outcome, runs):
            st.badge(t("verdict.awaits"), icon=":material/hourglass_top:", color="orange")
            st.caption(t(f"send.awaits.{changes}"))
        st.markdown(f"## {headline}")
        st.markdown(evidence)
        st.caption(links(t, "send", "final", "intervals", "coverage"))


def send_lines(t: Translate, outcome: Outcome) -> tuple[str, str]:
    """The headline and its evidence, without markup."""
    facts = send_facts(outcome)
    headline = send_headline(t, facts, _number, _time(t, outcome))
    return headline, send_evidence(t, facts, figure, lambda share: percent(share, 0))


def may_change(outcome: Outcome, runs: list[Run]) -> str:
    """What of the lines may still change: the "method", its "figures", or nothing ("")."""
    going = {run.kind for run in runs if run.state not in ENDED}
    if "backtest" in going:
        return "method"
    return "figures" if outcome.sent_row().kind != "simple" and going & {*REFITS} else ""


def _number(value: float) -> str:
    """Four digits, without zeros that say nothing."""
    shown = figure(value, 4)
    return shown.rstrip("0").rstrip(".") if "." in shown and shown[-1].isdigit() else shown


def _time(t: Translate, outcome: Outcome) -> Callable[[object], str]:
    """How the times of the forecast are told: months by their names, and of steps that they are steps."""
    times, ahead = outcome.history.index, outcome.future.times
    if not isinstance(times, pd.DatetimeIndex):
        return lambda step: t("span.step", step=step)
    told = moments(times.append(pd.DatetimeIndex(ahead)))
    if told(ahead[0]) == f"{ahead[0]:{MONTH}}":
        return lambda time: _month(t, pd.Timestamp(str(time)))
    return told


def _month(t: Translate, time: pd.Timestamp) -> str:
    return t("span.month", year=time.year, month=time.month)
