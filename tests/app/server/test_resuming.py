"""A session goes on in the browser that had it; another that knows its number gets a session of its own."""

import asyncio

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.browsers import COOKIE
from app.server import resuming
from app.server.resuming import NAMED, Resuming, told_session
from tests.app.server.conftest import scope
from tests.app.server.visits import visiting


def begun(session):
    """What the server tells a page whose session begins."""
    told = ForwardMsg()
    told.new_session.initialize.session_id = session
    return told.SerializeToString()


async def named(door, key, protocol, session, address="1.1.1.1"):
    """The protocols that Streamlit sees of a browser's handshake, which then gets a session."""
    seen = []

    async def streamlit(scope, receive, send):
        headers = dict(scope["headers"])
        seen.append(headers[NAMED.encode()].decode())
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": begun(session)})

    async def send(message):
        return None

    door.app = streamlit
    cookie = {"cookie": f"{COOKIE}={key:-<43}"} if key else {}
    await door(scope("websocket", headers={NAMED: protocol} | cookie, client=(address, 1)), None, send)
    return seen[0]


async def visits():
    door = Resuming(None)
    assert await named(door, "ann", "streamlit, t", "s1") == "streamlit, t"
    assert await named(door, "ann", "streamlit, t, s1", "s1", "9.9.9.9") == "streamlit, t, s1"
    for other, address in (("bob", "1.1.1.1"), (None, "1.1.1.1"), (None, "2.2.2.2")):
        assert await named(door, other, "streamlit, t, s1", "s2", address) == "streamlit, t"
    assert await named(door, "bob", "streamlit, t, never", "s3") == "streamlit, t"
    assert await named(door, None, "streamlit, t", "s4") == "streamlit, t"
    assert await named(door, None, "streamlit, t, s4", "s4") == "streamlit, t, s4"
    assert await named(door, None, "streamlit, t, s4", "s5", "2.2.2.2") == "streamlit, t"


def test_only_the_browser_that_had_a_session_names_it():
    asyncio.run(visits())


async def many(door):
    for number in range(5):
        await named(door, "ann", "streamlit, t", f"s{number}")


def test_so_many_sessions_are_remembered(monkeypatch):
    monkeypatch.setattr(resuming, "KNOWN", 3)
    door = Resuming(None)
    asyncio.run(many(door))
    assert list(door.whose) == ["s2", "s3", "s4"]


def test_only_the_beginning_tells_a_session():
    assert told_session(begun("s")) == "s"
    assert not told_session(b"") and not told_session(b"\xff\xff") and not told_session(bytes(70_000))


def test_a_stranger_cannot_take_over_an_open_or_a_broken_session(served):
    with visiting(served.port, "a") as page:
        session = page.opened()
        with visiting(served.port, "b", session) as stranger:
            assert stranger.opened() != session
    with visiting(served.port, "b", session) as stranger, visiting(served.port, "a", session) as back:
        assert stranger.opened() != session and back.opened() == session
