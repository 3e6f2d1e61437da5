"""The door alone, and the door of a server that runs."""

import asyncio
import http.client

import pytest
from starlette.responses import PlainTextResponse

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


def scope(kind="http", path="/", method="GET", headers=None, client=("127.0.0.1", 1)):
    """A request as a server hands it on."""
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in (headers or {}).items()]
    return {
        "type": kind, "path": path, "method": method, "headers": raw, "client": client, "query_string": b"",
        "scheme": "http", "http_version": "1.1", "extensions": {"websocket.http.response": {}},
    }  # fmt: skip


async def answered(app, given, tasks=None):
    """The status of the answer, 101 for a socket that opens; what goes on is added to `tasks`."""
    begun = asyncio.get_running_loop().create_future()

    async def send(message):
        status = 101 if message["type"] == "websocket.accept" else message.get("status")
        if not begun.done():
            begun.set_result(status)

    async def receive():
        return {"type": "websocket.connect" if given["type"] == "websocket" else "http.request"}

    task = asyncio.ensure_future(app(given, receive, send))
    if tasks is not None:
        tasks.append(task)
    return await begun


def passed(middleware, path="/", headers=None, **settings):
    """The status that a request gets at one middleware: 200 where it is let through."""
    return asyncio.run(answered(middleware(welcome, **settings), scope(path=path, headers=headers)))
