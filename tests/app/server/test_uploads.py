"""Uploads at a server: counted, refused in one sentence before they are held, and for own pages only."""

import asyncio
import http.client
import socket
import time

import pytest

from app.server.refusals import Refusal
from app.server.uploads import HURRY, Body
from tests.app.server.visits import visiting
from tests.e2e.conftest import Server

MB = 1024 * 1024


@pytest.fixture(scope="module")
def class_server(tmp_path_factory):
    """A server for several people, who may upload 2 MB at a time."""
    folder = tmp_path_factory.mktemp("class")
    server = Server(folder, module="app.serve", UNROLLED_ENGINE="off", UNROLLED_UPLOAD_MB="2")
    server.start()
    yield server
    server.kill()


def test_twenty_files_in_one_visit_hold_what_a_page_may_hold(class_server):
    with visiting(class_server.port, key="ann") as visit:
        session = visit.opened()
        before = class_server.memory()
        answers = [visit.put(session, bytes(2 * MB - 500)) for _ in range(20)]
        assert class_server.memory() - before < 40
    assert [status for status, _ in answers] == [204] * 3 + [429] * 17
    assert answers[-1][1].startswith("Your open pages hold 5 of at most 6 MB of files.")


def test_a_persons_pages_and_an_addresss_people_share(class_server):
    visits = [visiting(class_server.port, key=key) for key in ("bob", "bob", "cy")]
    with visits[0] as first, visits[1] as second, visits[2] as third:
        sessions = [(one, one.opened()) for one in (first, second, third)]
        sent = [visit.put(session, bytes(2 * MB - 500)) for visit, session in sessions for _ in range(3)]
    assert [status for status, _ in sent] == [204] * 3 + [204, 429, 429] + [204, 429, 429]
    assert "try again in a few minutes" in sent[-1][1].lower()


def test_a_file_that_is_taken_away_makes_room_for_another(class_server):
    with visiting(class_server.port, key="gil") as visit:
        session = visit.opened()
        held = [visit.put(session, bytes(2 * MB - 500), file=name)[0] for name in "abcd"]
        assert held == [204, 204, 204, 429]
        assert visit.remove(session, "a") == 204
        assert visit.put(session, bytes(2 * MB - 500))[0] == 204
        large = {"Content-Length": "5000"}
        assert head_alone(class_server, "DELETE", f"/_stcore/upload_file/{session}/b", large) == 413


def test_a_page_of_others_takes_no_files_and_a_page_that_is_gone_none(class_server):
    with visiting(class_server.port, key="dee") as own, visiting(class_server.port, key="eve") as other:
        session = own.opened()
        status, told = other.put(session, b"1")
        assert (status, told.split(".")[0]) == (403, "Only whoever opened a page can add files to it")
        assert own.put(session, b"1")[0] == 204
        assert own.put("nobody", b"1")[0] == 400
        status, told = own.put(session, b"1", Referer="http://localhost/forecast?lang=zh&x=1")
        assert status == 204
        assert "请重新加载" in other.put(session, b"1", Referer="http://localhost/?lang=zh")[1]


def test_what_is_too_large_or_of_no_told_size_is_refused_before_it_is_read(class_server):
    with visiting(class_server.port, key="flo") as visit:
        session = visit.opened()
        status, told = visit.put(session, bytes(4 * MB))
        assert (status, told) == (
            413,
            "A file may have up to 2 MB. Choose a smaller one, or leave out rows and columns.\n",
        )
    for headers, status in (
        ({"Transfer-Encoding": "chunked"}, 411),
        ({"Content-Length": "-1"}, 400),
        ({}, 411),
    ):
        assert head_alone(class_server, "PUT", f"/_stcore/upload_file/{session}/x", headers) == status
    assert head_alone(class_server, "POST", "/_stcore/health", {"Content-Length": "5000000000"}) == 413
    assert head_alone(class_server, "GET", "/", {"Transfer-Encoding": "chunked"}) == 411


def head_alone(server, method, path, headers):
    """The status that a request gets of which only the head arrives."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{k}: {v}" for k, v in headers.items())]
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(connection.recv(2000).split()[1])


def test_many_parts_are_no_file(class_server):
    with visiting(class_server.port, key="gus") as visit:
        session = visit.opened()
        part = '--e\r\nContent-Disposition: form-data; name="f{}"; filename="f"\r\n\r\nx\r\n'
        given = {
            "Content-Type": "multipart/form-data; boundary=e",
            "X-Xsrftoken": visit.token,
            "Cookie": visit.cookies,
        }
        for parts in (2, 20_000):
            connection = http.client.HTTPConnection("127.0.0.1", class_server.port, timeout=30)
            begun = time.monotonic()
            body = "".join(part.format(number) for number in range(parts)) + "--e--\r\n"
            connection.request("PUT", f"/_stcore/upload_file/{session}/x", body, given)
            assert connection.getresponse().status == 400
            assert time.monotonic() - begun < 20
        assert visit.put(session, b"1")[0] == 204  # nothing of them is counted


def read(messages, seconds):
    """Read a body whose pieces take so many seconds each."""
    clock = iter(range(0, 100 * seconds, seconds))
    given = iter(messages)

    async def receive():
        return {"type": "http.request", "body": next(given), "more_body": True}

    async def whole():
        body = Body(receive, now=lambda: float(next(clock)))
        for _ in messages:
            await body.receive()

    asyncio.run(whole())


def test_a_sender_of_a_byte_a_second_is_let_go_and_a_slow_line_is_not():
    with pytest.raises(Refusal) as caught:
        read([b"x"] * int(HURRY + 3), 1)
    assert (caught.value.status, caught.value.key) == (408, "upload_slow")
    read([bytes(20_000)] * 90, 1)
