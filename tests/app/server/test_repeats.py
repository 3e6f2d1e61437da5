"""A log is not filled by one error that comes again and again."""

import logging
import tomllib
from pathlib import Path

import pytest
from streamlit import error_util

from app.server.repeats import EVERY, MOST_KINDS, Repeats, log_repeats_seldom


@pytest.fixture
def logged():
    """Returns (logger, what it has logged, a clock that is set)."""
    logger, told, now = logging.Logger("app.test"), [], [0.0]
    handler = logging.Handler()
    handler.emit = lambda record: told.append(record.getMessage())
    logger.addHandler(handler)
    logger.addFilter(Repeats(lambda: now[0]))
    return logger, told, now


def _fail(logger, text, error):
    try:
        raise error
    except Exception:
        logger.exception(text)


def test_an_error_is_logged_at_once_then_once_a_minute_with_a_count(logged):
    logger, told, now = logged
    for number in range(1000):
        _fail(logger, "Uncaught", ValueError(f"forged {number}"))
    assert told == ["Uncaught"]
    now[0] = EVERY
    _fail(logger, "Uncaught", ValueError("forged"))
    assert told[1:] == ["Uncaught (and 999 more like it since the last)"]


def test_what_a_message_is_filled_with_makes_no_other_kind(logged):
    logger, told, _ = logged
    for number in range(10):
        logger.warning("no handler for %s", number)
    assert told == ["no handler for 0"]


def test_another_error_and_another_place_are_not_hidden(logged):
    logger, told, _ = logged
    _fail(logger, "Uncaught", ValueError())
    _fail(logger, "Uncaught", KeyError())
    logger.error("one place")
    logger.error("another place")
    for _ in range(3):
        logger.info("what happens is told each time")
    assert len(told) == 7


def test_what_is_remembered_is_bounded():
    seldom = Repeats()
    for line in range(2 * MOST_KINDS):
        seldom.filter(logging.LogRecord("app", logging.ERROR, "a.py", line, "x", (), None))
    assert len(seldom.last) == MOST_KINDS


def test_what_streamlit_logs_of_a_page_that_fails_goes_through_it(monkeypatch):
    told = []
    root = Path(__file__).resolve().parents[3]
    options = tomllib.loads((root / ".streamlit" / "config.toml").read_text())
    assert options["logger"]["enableRich"] is False  # that way round, nothing would pass the log
    monkeypatch.setattr(error_util.config, "get_option", lambda _: False)
    log_repeats_seldom([error_util._LOGGER.name])
    handler = logging.Handler()
    handler.emit = lambda record: told.append(record.getMessage())
    error_util._LOGGER.addHandler(handler)
    try:
        for number in range(5):
            try:
                raise ValueError(number)
            except ValueError as error:
                error_util._log_uncaught_app_exception(error)
    finally:
        error_util._LOGGER.removeHandler(handler)
        for one in [one for one in error_util._LOGGER.filters if isinstance(one, Repeats)]:
            error_util._LOGGER.removeFilter(one)
    assert told == ["Uncaught app execution"]
