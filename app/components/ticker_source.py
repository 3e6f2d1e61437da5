"""Prices by symbol or by a name to search for."""

from datetime import UTC, datetime

import streamlit as st

from app.errors import sentence
from app.i18n import Translate
from core.data.frame import Dataset
from core.errors import UserError
from core.runs.database import home

PERIODS = ("1y", "2y", "5y", "10y", "max")
FETCHED = "data_picker.ticker.fetched"


def ticker_source(t: Translate) -> Dataset | None:
    """Ask for a symbol; a name is searched for. Offline, a cached copy is offered with its date."""
    with st.form("data_picker.ticker", border=False):
        left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
        symbol = left.text_input(
            t("data.symbol"), key="data_picker.symbol", placeholder="AAPL, 600519.SS, BTC-USD …"
        )
        period = middle.selectbox(
            t("data.period"),
            PERIODS,
            index=2,
            format_func=lambda p: t(f"period.{p}"),
            key="data_picker.period",
        )
        fetch = right.form_submit_button(t("data.fetch"), type="primary", width="stretch")
        search = right.form_submit_button(t("data.search"), width="stretch")
    if search and symbol.strip():
        _show_matches(t, symbol.strip())
    if fetch and symbol.strip():
        st.session_state[FETCHED] = None
        return _fetch(t, symbol.strip().upper(), period)
    failed = st.session_state.get(FETCHED)
    if failed and st.button(t("data.use_cached", at=failed["at"]), key="data_picker.use_cached"):
        return _cached(failed["symbol"], failed["period"])
    return None


def _fetch(t: Translate, symbol: str, period: str) -> Dataset | None:
    from core.data.yahoo import history  # yfinance takes a second to import; most visits never need it

    try:
        with st.spinner(t("data.fetching", symbol=symbol)):
            return history(symbol, period=period, cache=home() / "tickers", now=datetime.now(UTC)).dataset
    except UserError as error:
        at = error.facts.get("cached_at")
        if at is None:
            raise
        st.error(sentence(t, error.key, error.facts), icon=":material/cloud_off:")
        st.session_state[FETCHED] = {"symbol": symbol, "period": period, "at": str(at)[:16].replace("T", " ")}
        st.button(t("data.use_cached", at=st.session_state[FETCHED]["at"]), key="data_picker.use_cached")
        return None


def _cached(symbol: str, period: str) -> Dataset | None:
    from core.data.yahoo import cached

    found = cached(symbol, period, home() / "tickers")
    return found.dataset if found else None


def _show_matches(t: Translate, text: str) -> None:
    from core.data.yahoo import search

    with st.spinner(t("data.searching", text=text)):
        matches = search(text, cache=home() / "tickers")
    if not matches:
        st.info(t("data.no_match"), icon=":material/search_off:")
        return
    columns = {
        "symbol": t("data.symbol"),
        "name": t("data.name"),
        "exchange": t("data.exchange"),
        "kind": t("data.kind"),
    }
    st.dataframe([{columns[c]: getattr(m, c) for c in columns} for m in matches], hide_index=True)
