"""Connections that dawdle or send without end are let go; those that work are not."""

import socket
import time

import psutil
import pytest

from app.server import connections
from tests.app.server.visits import visiting
from tests.e2e.conftest import Server

MB = 1024 * 1024


@pytest.fixture(scope="module")
def hurried(tmp_path_factory):
    """A server that waits a second for a head, and keeps 4 MB of unfinished messages."""
    folder = tmp_path_factory.mktemp("hurried")
    (folder / "sitecustomize.py").write_text(
        "import app.server.connections as c\nc.HEAD, c.UNREAD = 1.0, 4 * 2**20\n"
    )
    server = Server(folder, UNROLLED_ENGINE="off", PYTHONPATH=f"{folder}:.")
    server.start()
    yield server
    server.kill()


def lives(connection, seconds):
    """Seconds until the server ends a connection on which a byte comes now and then."""
    begun = time.monotonic()
    connection.settimeout(0.1)
    while time.monotonic() - begun < seconds:
        try:
            connection.sendall(b"x")
            if connection.recv(1000) == b"":
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - begun


@pytest.mark.parametrize("before", [b"", b"GET / HTTP/1.1\r\nX-Slow: "])
def test_a_head_that_comes_byte_by_byte_is_not_waited_for(hurried, before):
    with socket.create_connection(("127.0.0.1", hurried.port)) as connection:
        connection.sendall(before)
        assert lives(connection, 10) < 8


def test_the_next_request_on_a_connection_is_not_waited_for_either(hurried):
    with socket.create_connection(("127.0.0.1", hurried.port)) as connection:
        connection.sendall(b"GET /_stcore/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b" 200 " in connection.recv(1000)
        assert lives(connection, 10) < 8


def test_a_head_without_end_is_refused(hurried):
    with socket.create_connection(("127.0.0.1", hurried.port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX-Long: " + b"x" * 200_000)
        assert b" 400 " in connection.recv(1000)


def test_a_page_outlives_the_wait(hurried):
    with visiting(hurried.port) as visit:
        visit.opened()
        time.sleep(2 * 1.0)
        visit.rerun()
        assert visit.socket.recv(timeout=30)


def test_unfinished_messages_of_many_sockets_stay_within_a_limit(hurried):
    process = psutil.Process(hurried.process.pid)
    before = process.memory_info().rss
    unfinished = bytes([0x82, 0xFF]) + (20 * MB).to_bytes(8, "big") + bytes(4)  # a frame of 20 MB begins
    opened = []
    for _ in range(12):
        visit = visiting(hurried.port)
        opened.append(visit)
        raw = visit.__enter__().socket.socket
        raw.settimeout(10)
        try:
            raw.sendall(unfinished + bytes(3 * MB))
        except OSError:
            continue
    assert process.memory_info().rss - before < 30 * MB
    for visit in opened:
        visit.__exit__(None, None, None)


def test_limits_are_those_of_a_server_that_is_not_hurried():
    assert (connections.HEAD, connections.UNREAD) == (20.0, 64 * MB)
