"""The door alone, and the door of a server that runs."""

import http.client

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from tests.e2e.conftest import Server


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server for one person, without an engine."""
    server = Server(tmp_path_factory.mktemp("served"), UNROLLED_ENGINE="off")
    server.start()
    yield server
    server.kill()


def ask(server, path, method="GET", body=None, **headers):
    """What a server answers, read whole; headers' names with `_` for `-`."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body, headers=given)
    answer = connection.getresponse()
    answer.text = answer.read().decode(errors="replace")
    connection.close()
    return answer


async def welcome(scope, receive, send):
    """What stands behind the door in its place: it lets everybody in."""
    await PlainTextResponse("welcome")(scope, receive, send)


def passed(middleware, path="/", headers=None, **settings):
    """The status that a request gets at one middleware: 200 where it is let through."""
    client = TestClient(middleware(welcome, **settings))
    return client.get(path, headers=headers or {}).status_code
