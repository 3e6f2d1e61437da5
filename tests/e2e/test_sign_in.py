"""People sign in at a provider, find their own experiments again, and see hostile names as text."""

import socket

import pytest

from app.errors import JOINER
from core.store.store import Store
from tests.conftest import Filler
from tests.e2e.conftest import SETTLED, Server
from tests.e2e.provider import Provider
from tests.hostile import EVIL, NAMES

NAME = f"{NAMES[5]} {NAMES[2]}"
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SECRETS = """[auth]
redirect_uri = "{url}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "unrolled"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}
"""


@pytest.fixture
def provider():
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def served(tmp_path, provider):
    """A server for several people, with a hostile experiment of a stranger, and without an engine."""
    store = Store(tmp_path / "store")
    id = Filler(store, "random_walk").fill("done", NAME)
    store.close()
    own = {"HOME": str(tmp_path), "UNROLLED_ENGINE": "off"}  # Streamlit looks for its secrets at home
    server = Server(tmp_path / "store", module="app.serve", **own)
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(
        SECRETS.format(url=server.url, provider=provider.url)
    )
    server.start()
    yield server, id
    server.kill()


def answer_to(server, host):
    """The first line that a WebSocket's request for this host gets."""
    request = f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    request += "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request.encode())
        return connection.recv(200).decode().splitlines()[0]


def names(page):
    return page.locator('[class*="st-key-experiments-open"]').all_inner_texts()


def settle(page):
    page.wait_for_selector(SETTLED)


def test_each_person_finds_their_own_and_a_strangers_name_leads_nowhere(served, provider, page):
    server, id = served
    assert " 101 " in answer_to(server, f"127.0.0.1:{server.port}")
    assert " 421 " in answer_to(server, EVIL)
    page.goto(f"{server.url}/experiments")
    page.get_by_role("button", name="Sign in").wait_for()
    assert names(page) == []
    page.goto(f"{server.url}/forecast?experiment={id}")
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    assert page.get_by_role("heading", level=1).inner_text().replace(JOINER, "").strip() == NAME
    assert page.locator(f'a[href*="{EVIL}"], img[src*="{EVIL}"]').count() == 0
    assert page.evaluate("window.pwned") is None
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Signed in as ann").wait_for()
    page.goto(server.url)
    page.get_by_role("button", name="Train RNN · LSTM · GRU on this").first.click()
    page.wait_for_url("**experiment=*")
    hers = page.url.split("experiment=")[1].split("&")[0]
    page.goto(f"{server.url}/experiments")
    page.get_by_text("Signed in as ann").wait_for()
    settle(page)
    assert len(names(page)) == 1
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in").wait_for()
    page.goto(f"{server.url}/experiments")
    page.get_by_role("button", name="Sign in").wait_for()
    settle(page)
    assert names(page) == []
    page.goto(f"{server.url}/forecast?experiment={hers}")
    page.get_by_text("You are reading someone else's experiment.").wait_for()
    settle(page)
    assert page.get_by_role("button", name="Stop").count() == 0
