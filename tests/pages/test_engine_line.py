"""The line about the engine says what a visitor has to know of it, in every state it can be in."""

import os

import pytest

from app.components import engine_line
from core.store.records import EngineStatus


def status(state, **facts):
    return EngineStatus(number=1, pid=os.getpid(), host="here", state=state, **facts)


@pytest.fixture
def line(page, monkeypatch):
    """Returns a function that opens a page and gives what stands below the navigation."""

    def told(seen, reason=None, **query):
        monkeypatch.setattr(engine_line, "engine_status", lambda *_: seen)
        monkeypatch.setattr(engine_line, "failure", lambda folder: reason)
        app = page(**query)
        assert not app.exception
        return app

    return told


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (None, ":orange[●] Engine is starting"),
        (status("starting"), ":orange[●] Engine is starting"),
        (status("waiting"), ":orange[●] Engine waits for the cluster’s scheduler"),
        (status("ready"), ":orange[●] Engine is up; no worker has joined it yet"),
        (status("ready", workers=1), ":green[●] Engine ready · 1 worker"),
        (status("ready", workers=3, device="GPU"), ":green[●] Engine ready · 3 workers · GPU"),
        (status("gone"), ":red[●] Engine is not running"),
    ],
)
def test_each_state_has_its_words(line, seen, words):
    assert any(words in caption.value.replace("\xa0", " ") for caption in line(seen).sidebar.caption)


@pytest.mark.parametrize("seen", [None, status("gone")])
def test_an_engine_that_fails_is_told_with_its_last_words(line, seen):
    app = line(seen, "ImportError: no keras")
    assert any(":red[●] Engine ended with an error" in caption.value for caption in app.sidebar.caption)
    assert [code.value for code in app.sidebar.code] == ["ImportError: no keras"]


def test_one_that_works_again_says_nothing_of_it(line):
    app = line(status("ready", workers=2), "ImportError: no keras")
    assert not app.sidebar.code


def test_visitors_of_a_server_do_not_read_its_log(line, monkeypatch):
    monkeypatch.setenv("UNROLLED_SHARED", "1")
    app = line(status("gone"), "OSError: /srv/secret")
    assert not app.sidebar.code and any("ended with an error" in one.value for one in app.sidebar.caption)
