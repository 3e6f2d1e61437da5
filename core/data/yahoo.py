"""Prices and search from Yahoo, fenced: a canonical data set or a `UserError` comes out, nothing else.

yfinance keeps one session, crumb and cache of replies per process, so requests take turns.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import yfinance
from yfinance.data import YfData
from yfinance.exceptions import YFException, YFPricesMissingError, YFRateLimitError, YFTickerMissingError

from core.data.exchanges import CALENDARS
from core.data.frame import Dataset, canonical
from core.data.price_cache import PERIODS, checked_period, checked_symbol, fetched_copy, keep
from core.data.price_cache import Fetched as Fetched
from core.errors import UserError
from core.notes import Note
from core.private import private_folder

__all__ = ["PERIODS", "Fetched", "Match", "cached", "history", "search"]

Result = TypeVar("Result")

FRESH = 12 * 3600.0  # seconds during which a kept copy is as good as new
TIMEOUT = 10.0  # seconds for one request
PAUSES = (0.5, 1.5)  # seconds before a request is repeated; never after a rate limit
MATCHES = 8
LONGEST_SEARCH = 80
SERVER_TROUBLE = ("internal", "server", "unavailable", "unauthorized", "crumb", "too many", "timeout")
_turn = threading.Lock()


@dataclass(frozen=True)
class Match:
    """Something that can be asked for by its symbol."""

    symbol: str
    name: str
    exchange: str
    kind: str  # such as "EQUITY", "ETF", "CRYPTOCURRENCY"


def history(
    symbol: str,
    *,
    period: str = "5y",
    cache: Path,
    now: datetime,
    session: Any = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch daily prices, adjusted for splits and dividends; a copy younger than 12 hours is used as it is.

    Args:
        symbol: Ticker of 1 to 15 letters, digits and . ^ = -; case does not matter.
        period: One of PERIODS.
        cache: Folder for copies and yfinance's own notes.
        now: The present, with a time zone.
        session: A session for yfinance, for tests.

    Raises:
        UserError: `bad_symbol`, `unknown_period`, `unknown_ticker`; `no_prices`, `rate_limited`, `offline`,
            `server_error` or `source_error` (an answer that is no data), each with `cached_at`, the time of
            the copy that `cached` would give, or None.
    """
    symbol, period = checked_symbol(symbol), checked_period(period)
    copy = fetched_copy(symbol, period, cache)
    if copy is not None and 0 <= (now - copy.fetched_at).total_seconds() < FRESH:
        return copy
    try:
        dataset = _asked(lambda: _prices(symbol, period, now, session), cache, session, sleep)
    except UserError as error:
        if error.key != "unknown_ticker":
            error.facts["cached_at"] = copy.fetched_at.isoformat() if copy else None
        error.facts["symbol"] = symbol
        raise
    return keep(dataset, symbol, period, cache, now)


def cached(symbol: str, period: str, cache: Path) -> Fetched | None:
    """The kept copy, however old; None if there is none."""
    return fetched_copy(checked_symbol(symbol), checked_period(period), cache)


def search(text: str, session: Any = None, *, cache: Path | None = None) -> list[Match]:
    """Find symbols by name or by their beginning; nothing for a blank text.

    Raises:
        UserError: `rate_limited`, `offline`, `server_error` or `source_error`.
    """
    wanted = " ".join(text.split())[:LONGEST_SEARCH]
    if not wanted:
        return []

    def ask() -> list[Match]:
        found = yfinance.Search(
            wanted, max_results=MATCHES, news_count=0, lists_count=0, session=session, timeout=TIMEOUT
        )
        return [_match(quote) for quote in found.quotes]

    try:
        return _asked(ask, cache, session, time.sleep)
    except UserError as error:
        error.facts["symbol"] = wanted
        raise


def _match(quote: dict[str, Any]) -> Match:
    name = quote.get("longname") or quote.get("shortname") or quote["symbol"]
    exchange = quote.get("exchDisp") or quote.get("exchange") or ""
    return Match(str(quote["symbol"]), str(name), str(exchange), str(quote.get("quoteType") or ""))


def _prices(symbol: str, period: str, now: datetime, session: Any) -> Dataset:
    ticker = yfinance.Ticker(symbol, session=session)
    frame = ticker.history(period=period, interval="1d", auto_adjust=True, actions=False, timeout=TIMEOUT)
    if frame.empty:
        raise YFPricesMissingError(symbol, "")
    about = ticker.get_history_metadata()
    frame, notes = _ended(frame, about, now)
    return canonical(
        frame.set_axis(pd.DatetimeIndex(frame.index).tz_localize(None).normalize()),
        name=symbol,
        source="ticker",
        calendar=CALENDARS.get(str(about.get("exchangeName"))),
        unit=about.get("currency"),
        notes=[Note("prices_adjusted"), *notes],
    )


def _ended(frame: pd.DataFrame, about: Any, now: datetime) -> tuple[pd.DataFrame, list[Note]]:
    """Leave out a session that is still going on: its close is not known yet."""
    regular = (about.get("currentTradingPeriod") or {}).get("regular") or {}
    start, end = _instant(regular.get("start")), _instant(regular.get("end"))
    if start is None or end is None or len(frame) < 2:
        return frame, []
    last = frame.index[-1]
    if now < end and last.date() == start.tz_convert(last.tz).date():
        return frame.iloc[:-1], [Note("unfinished_session_left_out", {"session": str(last.date())})]
    return frame, []


def _instant(value: Any) -> pd.Timestamp | None:
    """Yahoo counts seconds; yfinance may have made a time stamp of them."""
    if isinstance(value, int | float):
        return pd.Timestamp(value, unit="s", tz=UTC)
    return value if isinstance(value, pd.Timestamp) and value.tz is not None else None


def _asked(
    ask: Callable[[], Result], cache: Path | None, session: Any, sleep: Callable[[float], None]
) -> Result:
    """Ask, and ask again after a pause where the line or the server failed; tell what went wrong."""
    with _turn:
        _set_up(cache)
        for pause in (*PAUSES, None):
            shared = YfData(session=session)
            shared.cache_get.cache_clear()  # it would keep a bad reply for ever
            line = _watched(shared._session)
            try:
                return ask()
            except (YFException, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                shared._crumb = None  # a refusal may have been taken for one
                told = _told(error, line.last_status)
                if pause is None or told.key not in ("offline", "source_error", "server_error"):
                    raise told from error
            sleep(pause)
    raise AssertionError("the last attempt returns or raises")


def _set_up(cache: Path | None) -> None:
    yfinance.config.debug.hide_exceptions = False  # else a dead line looks like a delisted share
    if cache is not None:
        private_folder(cache)
        yfinance.set_tz_cache_location(str(cache))


def _watched(line: Any) -> Any:
    """A session that remembers the status of the last reply: yfinance's errors do not tell it."""
    if not hasattr(line, "last_status"):
        ask = line.request

        def request(*args: Any, **kwargs: Any) -> Any:
            line.last_status = 0
            reply = ask(*args, **kwargs)
            line.last_status = reply.status_code
            return reply

        line.request = request
    line.last_status = 0
    return line


def _told(error: Exception, last: int = 0) -> UserError:
    """What went wrong; `last` is the status of the last reply, 0 if there was none."""
    if isinstance(error, YFRateLimitError):
        return UserError("rate_limited")
    if isinstance(error, YFTickerMissingError):
        why = error.rationale.casefold()
        if last >= 500 or any(word in why for word in SERVER_TROUBLE):
            return UserError("server_error" if last >= 500 else "source_error")
        empty = isinstance(error, YFPricesMissingError) and "no data found" not in why
        return UserError("no_prices" if empty else "unknown_ticker")
    status = getattr(getattr(error, "response", None), "status_code", 0) or 0
    if max(status, last) >= 500:
        return UserError("server_error")
    if status in (404, 429):
        return UserError("unknown_ticker" if status == 404 else "rate_limited")
    no_reply = isinstance(error, OSError) and not status and "JSON" not in type(error).__name__
    return UserError("offline" if no_reply else "source_error")
