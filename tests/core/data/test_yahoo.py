from datetime import UTC, datetime, timedelta

import pytest

from core.data.yahoo import cached, history, search
from core.errors import UserError

NOW = datetime(2024, 1, 20, tzinfo=UTC)


def ask(yahoo, cache, symbol="AAPL", now=NOW, **more):
    return history(symbol, cache=cache, now=now, session=yahoo.session(), sleep=lambda seconds: None, **more)


def refusal(call):
    with pytest.raises(UserError) as caught:
        call()
    return caught.value


def charts(yahoo):
    return sum(path.startswith("/v8/finance/chart") for path in yahoo.asked)


def test_prices_are_adjusted_and_stand_on_session_dates(yahoo, tmp_path):
    dataset = ask(yahoo, tmp_path).dataset
    days = ["2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09"]
    assert list(dataset.frame.index.astype(str)) == days
    assert dataset.frame.index.tz is None
    assert dataset.frame["Close"].iloc[0] == 50.5
    assert list(dataset.frame) == ["Open", "High", "Low", "Close", "Volume"]


def test_a_ticker_knows_its_calendar_unit_and_target(yahoo, tmp_path):
    dataset = ask(yahoo, tmp_path, symbol=" aapl ").dataset
    assert (dataset.name, dataset.source, dataset.calendar) == ("AAPL", "ticker", "XNYS")
    assert (dataset.unit, dataset.target) == ("USD", "Close")


def test_an_exchange_that_is_not_known_has_no_calendar(yahoo, tmp_path):
    yahoo.exchange = "XYZ"
    assert ask(yahoo, tmp_path).dataset.calendar is None


def test_a_session_that_is_going_on_is_left_out_and_said(yahoo, tmp_path):
    during = datetime(2024, 1, 9, 18, tzinfo=UTC)
    dataset = ask(yahoo, tmp_path, now=during).dataset
    assert str(dataset.frame.index[-1].date()) == "2024-01-08"
    assert "unfinished_session_left_out" in [note.key for note in dataset.notes]


def test_a_fresh_copy_is_used_without_asking(yahoo, tmp_path):
    first = ask(yahoo, tmp_path)
    asked = len(yahoo.asked)
    again = ask(yahoo, tmp_path, now=NOW + timedelta(hours=11))
    assert again.from_cache and not first.from_cache and len(yahoo.asked) == asked
    assert again.dataset.sha256 == first.dataset.sha256 and again.fetched_at == NOW


def test_an_old_copy_is_replaced(yahoo, tmp_path):
    ask(yahoo, tmp_path)
    later = NOW + timedelta(hours=13)
    again = ask(yahoo, tmp_path, now=later)
    assert not again.from_cache and again.fetched_at == later


def test_periods_have_copies_of_their_own(yahoo, tmp_path):
    ask(yahoo, tmp_path, period="1y")
    assert cached("AAPL", "5y", tmp_path) is None
    assert cached("AAPL", "1y", tmp_path).fetched_at == NOW


@pytest.mark.parametrize(
    "trouble, key",
    [
        ("rate_limit", "rate_limited"),
        ("html", "source_error"),
        ("server_error", "server_error"),
        ("empty", "no_prices"),
    ],
)
def test_troubles_are_told_apart_and_passed_without_a_restart(yahoo, tmp_path, trouble, key):
    yahoo.trouble = trouble
    error = refusal(lambda: ask(yahoo, tmp_path))
    assert error.key == key
    assert error.facts["cached_at"] is None and error.facts["symbol"] == "AAPL"
    yahoo.trouble = ""
    assert len(ask(yahoo, tmp_path).dataset.frame) == 5
    yahoo.trouble = trouble
    later = NOW + timedelta(days=2)
    assert refusal(lambda: ask(yahoo, tmp_path, now=later)).facts["cached_at"] == NOW.isoformat()


def test_a_dead_line_is_offline_and_names_the_copy_there_is(yahoo, tmp_path):
    ask(yahoo, tmp_path)
    session = yahoo.session()
    yahoo.close()
    later = NOW + timedelta(days=2)
    error = refusal(
        lambda: history("AAPL", cache=tmp_path, now=later, session=session, sleep=lambda seconds: None)
    )
    assert error.key == "offline"
    assert error.facts["cached_at"] == NOW.isoformat()
    assert cached("aapl", "5y", tmp_path).from_cache


def test_an_unknown_ticker_is_not_called_a_failure_of_the_line(yahoo, tmp_path):
    error = refusal(lambda: ask(yahoo, tmp_path, symbol="NOSUCH"))
    assert (error.key, error.facts) == ("unknown_ticker", {"symbol": "NOSUCH"})


def test_a_rate_limit_is_not_asked_again_but_a_server_error_is(yahoo, tmp_path):
    yahoo.trouble = "rate_limit"
    refusal(lambda: ask(yahoo, tmp_path))
    once = charts(yahoo)
    yahoo.asked.clear()
    yahoo.trouble = "server_error"
    refusal(lambda: ask(yahoo, tmp_path))
    assert charts(yahoo) == 3 * once


def test_after_a_rate_limit_the_next_request_works(yahoo, tmp_path):
    yahoo.trouble = "rate_limit"
    refusal(lambda: ask(yahoo, tmp_path))
    yahoo.trouble = ""
    assert len(ask(yahoo, tmp_path).dataset.frame) == 5


@pytest.mark.parametrize("symbol", ["", "A B", "../etc", "AAPL;", "A" * 16, "é"])
def test_what_is_no_symbol_is_never_asked_for(yahoo, tmp_path, symbol):
    assert refusal(lambda: ask(yahoo, tmp_path, symbol=symbol)).key == "bad_symbol"
    assert not yahoo.asked


def test_an_unknown_period_is_refused(yahoo, tmp_path):
    assert refusal(lambda: ask(yahoo, tmp_path, period="3 weeks")).key == "unknown_period"


def test_a_damaged_copy_counts_as_none(yahoo, tmp_path):
    ask(yahoo, tmp_path)
    (copy,) = tmp_path.glob("prices_*.parquet")
    copy.write_bytes(copy.read_bytes()[:-40])
    assert cached("AAPL", "5y", tmp_path) is None


def test_search_gives_symbols_with_names(yahoo, tmp_path):
    matches = search("apple", yahoo.session(), cache=tmp_path)
    assert [(match.symbol, match.name) for match in matches] == [
        ("AAPL", "Apple Inc."),
        ("APLE", "Apple Hospitality"),
    ]
    assert search("   ", yahoo.session(), cache=tmp_path) == []


def test_a_search_that_is_refused_says_why(yahoo, tmp_path):
    yahoo.trouble = "rate_limit"
    assert refusal(lambda: search("apple", yahoo.session(), cache=tmp_path)).key == "rate_limited"
