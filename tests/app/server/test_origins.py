"""What is not a page of this very address opens no socket and sends nothing."""

import asyncio
import base64
import os
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.websockets import WebSocket
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

from app.server.origins import ORIGIN, Origins
from tests.app.server.conftest import answered, ask, scope, welcome
from tests.app.server.visits import visiting

LETTERS = st.characters(max_codepoint=255)  # what a header can hold
FOREIGN = [
    "http://127.0.0.1:{other}", "http://localhost:1", "http://localhost:{port}", "http://0.0.0.0", "http://127.0.0.1",
    "http://evil.example", "https://127.0.0.1", "null", "", "http://[::1", "http://[::1]:{port}", "file://",
    "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}@evil.example", "http://127.0.0.1:{port}.evil.example",
    "ws://127.0.0.1:{port}", "http://127.0.0.1:{port} http://evil.example", "http://127.0.0.1:99999", "é",
]  # fmt: skip


def shaken(port, *origins):
    """The status and the words that a socket's request with these origins gets."""
    given = "".join(f"Origin: {one}\r\n" for one in origins)
    key = base64.b64encode(os.urandom(16)).decode()
    request = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Protocol: streamlit\r\n{given}\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request.encode("latin-1"))
        answer = connection.makefile("rb")
        status = int(answer.readline().split()[1])
        return status, "" if status == 101 else answer.read().decode()


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_page_of_elsewhere_opens_no_socket_and_is_told_so(served, origin):
    status, words = shaken(served.port, origin.format(port=served.port, other=served.port - 1))
    assert status == 403 and "Only pages of this dashboard itself" in words


def test_two_origins_are_none(served):
    own = f"http://127.0.0.1:{served.port}"
    for second in (own, "http://evil.example"):
        assert shaken(served.port, own, second)[0] in (400, 403)  # the server below sees to it, or the door
    twice = scope("websocket", headers={"host": "a.example", "origin": "http://a.example"})
    twice["headers"].append((b"origin", b"http://a.example"))
    assert asyncio.run(answered(Origins(welcome), twice)) == 403


def test_our_own_pages_and_programs_open_one(served):
    assert shaken(served.port, f"http://127.0.0.1:{served.port}")[0] == 101
    assert shaken(served.port)[0] == 101


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "PATCH"])
def test_a_page_of_elsewhere_sends_nothing(served, method):
    answer = ask(served, "/_stcore/upload_file/a/b", method, b"", Origin="http://127.0.0.1:1")
    assert answer.status == 403 and "Only pages of this dashboard itself" in answer.text


def test_our_own_pages_upload(served):
    with visiting(served.port) as visit:
        session = visit.opened()
        own = {"Origin": f"http://127.0.0.1:{served.port}"}
        assert visit.put(session, b"1", **own)[0] == 204
        assert visit.put(session, b"1", Origin="http://localhost:1")[0] == 403


def test_pages_are_shown_whoever_links_to_them(served):
    assert ask(served, "/", Origin="http://evil.example").status == 200


OWN = [
    ("ws", "a.example:8501", "http://a.example:8501", {}),
    ("ws", "A.example", "http://a.example", {}),
    ("ws", "a.example:80", "http://a.example", {}),
    ("ws", "[::1]:8501", "http://[::1]:8501", {}),
    ("wss", "a.example", "https://a.example", {}),
    ("wss", "a.example:443", "https://a.example", {}),
    ("ws", "a.example", "https://a.example", {"x-forwarded-proto": "https"}),
    ("ws", "a.example", "https://a.example", {}),  # a proxy that does not tell
]
STRANGE = [
    ("wss", "a.example", "http://a.example", {}),  # whoever stands in the way writes such pages
    ("ws", "a.example", "http://a.example", {"x-forwarded-proto": "https"}),
    ("ws", "a.example:80", "https://a.example", {}),
    ("ws", "a.example:8501", "http://a.example", {}),
    ("ws", "[::1]", "http://[::1]:1", {}),
    ("ws", "a.example", "http://b.a.example", {}),
]


def status(scheme, host, origin, more):
    """What a socket gets; behind the door stands Streamlit's own look at origins, which may ask nobody."""

    async def streamlits(scope, receive, send):
        socket = WebSocket(scope, receive, send)
        assert _is_origin_allowed(socket.headers["origin"], socket.headers["host"])
        await socket.accept()

    given = scope("websocket", headers={"host": host, "origin": origin} | more) | {"scheme": scheme}
    return asyncio.run(answered(Origins(streamlits), given))


@pytest.fixture
def any_host(monkeypatch):
    """Every host is named, and nobody may be asked where the machine is."""
    monkeypatch.setattr(config, "get_option", lambda name: {"server.allowedHosts": ["*"]}[name])


@pytest.mark.parametrize(("scheme", "host", "origin", "more"), OWN)
def test_scheme_host_and_port_are_compared_as_browsers_write_them(any_host, scheme, host, origin, more):
    assert status(scheme, host, origin, more) == 101


@pytest.mark.parametrize(("scheme", "host", "origin", "more"), STRANGE)
def test_another_scheme_host_or_port_is_elsewhere(any_host, scheme, host, origin, more):
    assert status(scheme, host, origin, more) == 403


@given(origin=st.text(LETTERS, max_size=40) | st.from_regex(ORIGIN, fullmatch=True, alphabet=LETTERS))
def test_no_origin_breaks_the_door(origin):
    given = scope("websocket", headers={"host": "a.example:8501", "origin": origin})
    assert asyncio.run(answered(Origins(welcome), given)) == 403 or origin.lower().endswith(
        "//a.example:8501"
    )
