"""Prices by symbol or by a name to search for."""

from datetime import UTC, datetime

import streamlit as st

from app.components.typed import line
from app.errors import literal, sentence
from app.i18n import Translate
from core.data.frame import Dataset
from core.data.price_cache import PERIODS
from core.errors import UserError
from core.store.database import home

FOUND = "data_picker.found"  # in the session: what a search found, symbol -> name and exchange
PICKED = "data_picker.match"
FETCHED = "data_picker.fetched"  # which found symbol was fetched last
OFFERED = "data_picker.offered"  # the copy on disk that stands in for a failed request


def ticker_source(t: Translate) -> Dataset | None:
    """Ask for a symbol; a name is searched for. Offline, a cached copy is offered with its date."""
    with st.form("data_picker.ticker", border=False):
        first, second, third, fourth = st.columns([4, 2, 2, 2], vertical_alignment="bottom")
        given = line(
            t("data.symbol"), place=first, key="data_picker.symbol", placeholder="AAPL, 600519.SS, BTC-USD …"
        ).strip()
        period = second.selectbox(
            t("data.period"),
            PERIODS,
            index=PERIODS.index("5y"),
            format_func=lambda p: t(f"period.{p}"),
            key="data_picker.period",
        )
        fetch = third.form_submit_button(t("data.fetch"), type="primary", width="stretch")
        search = fourth.form_submit_button(t("data.search"), icon=":material/search:", width="stretch")
    if search and given:
        st.session_state.pop(PICKED, None)
        st.session_state[FOUND] = _search(t, given)
    if fetch and given:
        st.session_state.pop(FOUND, None)
        return _fetch(t, given.upper(), period)
    picked = _pick(t)
    if picked and st.session_state.get(FETCHED) != (picked, period):
        st.session_state[FETCHED] = (picked, period)
        return _fetch(t, picked, period)
    return _offered(t)


def _search(t: Translate, text: str) -> dict[str, str]:
    from core.data.yahoo import search  # yfinance takes a second to import; most visits never need it

    with st.spinner(t("data.searching", text=literal(text))):
        matches = search(text, cache=home() / "tickers")
    if not matches:
        st.info(t("data.no_match"), icon=":material/search_off:")
    return {match.symbol: f"{match.name} · {match.exchange}" for match in matches}


def _pick(t: Translate) -> str | None:
    """Choose among what the search found."""
    found: dict[str, str] = st.session_state.get(FOUND) or {}
    if not found:
        return None
    return st.selectbox(
        t("data.matches"),
        list(found),
        index=None,
        placeholder=t("data.matches.choose", count=len(found)),
        format_func=lambda symbol: f"{symbol} · {found.get(symbol, '')}",
        key=PICKED,
    )


def _fetch(t: Translate, symbol: str, period: str) -> Dataset | None:
    from core.data.yahoo import history

    st.session_state.pop(OFFERED, None)
    try:
        with st.spinner(t("data.fetching", symbol=literal(symbol))):
            return history(symbol, period=period, cache=home() / "tickers", now=datetime.now(UTC)).dataset
    except UserError as error:
        at = error.facts.get("cached_at")
        if at is None:
            raise
        st.error(sentence(t, error.key, error.facts), icon=":material/cloud_off:")
        st.session_state[OFFERED] = (symbol, period, str(at)[:16].replace("T", " "))
        return _offered(t)


def _offered(t: Translate) -> Dataset | None:
    """The copy on disk, once it is asked for."""
    if OFFERED not in st.session_state:
        return None
    symbol, period, at = st.session_state[OFFERED]
    if not st.button(t("data.use_cached", symbol=literal(symbol), at=at), key="data_picker.use_cached"):
        return None
    from core.data.yahoo import cached

    del st.session_state[OFFERED]
    copy = cached(symbol, period, home() / "tickers")
    return copy.dataset if copy else None
