"""Nobody gets anything under a name that the operator did not give, whatever they ask for."""

import socket

import pytest
from streamlit import config

from app.server.hosts import Hosts
from tests.app.server.conftest import ask, passed

PATHS = [
    "/", "/forecast", "/static/js/none.js", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics",
    "/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/upload_file/a/b", "/media/none.csv",
    "/component/none", "/oauth2callback", "/auth/login", "/nowhere",
]  # fmt: skip
FOREIGN = [
    "evil.example",
    "evil.example:8501",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "[::1",
    "",
    "a b",
]
OURS = ["localhost", "LOCALHOST:1234", "127.0.0.1", "127.0.0.1:8501", "localhost."]


@pytest.mark.parametrize("path", PATHS)
def test_a_foreign_host_is_refused_on_every_path_in_one_sentence(served, path):
    answer = ask(served, path, Host="evil.example")
    assert answer.status == 421 and answer.text.startswith("This dashboard does not answer to this name.")
    assert answer.getheader("X-Frame-Options") == "DENY" and answer.getheader("Set-Cookie") is None


@pytest.mark.parametrize("host", OURS)
def test_names_of_this_machine_are_let_in(served, host):
    assert ask(served, "/_stcore/health", Host=host).text == "ok"


def test_a_forwarded_host_is_not_believed(served):
    assert ask(served, "/", Host="evil.example", X_Forwarded_Host="localhost").status == 421
    assert ask(served, "/", Host="localhost", X_Forwarded_Host="evil.example").status == 200


def test_the_visitors_language_is_spoken(served):
    assert "此名称" in ask(served, "/", Host="evil.example", Accept_Language="zh-CN,en;q=0.5").text


RAW = {
    "two hosts": ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", (400,)),
    "no host": ("GET / HTTP/1.0\r\n\r\n", (421,)),
    "an absolute address": ("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", (400,)),
    "a tunnel": ("CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", (400, 405)),
    "a foreign socket": (
        "GET /_stcore/stream HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        (421,),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RAW)
def test_odd_requests_are_refused(served, name):
    request, statuses = RAW[name]
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(request.encode())
        answer = connection.recv(2000).decode()
    assert int(answer.split()[1]) in statuses and "Traceback" not in answer


@pytest.mark.parametrize("host", FOREIGN)
def test_what_is_no_name_of_ours_is_refused(host):
    assert passed(Hosts, headers={"host": host}) == 421


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("[::1]:8501", 200),
        ("a.example.org", 200),
        ("example.org", 421),
        ("[::2]", 421),
        ("deep.a.example.org:80", 200),
    ],
)
def test_addresses_of_six_and_wild_names_are_let_in_as_the_operator_says(monkeypatch, host, status):
    allowed = ["localhost", "::1", "*.example.org"]
    monkeypatch.setattr(config, "get_option", lambda name: {"server.allowedHosts": allowed}[name])
    assert passed(Hosts, headers={"host": host}) == status
