"""A real server, a real engine and a real browser. In CI they may not be missing."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROBE = re.compile(r"/\w+/_stcore/(health|host-config)")
PATIENCE = 90_000  # milliseconds that a page may take, with other tests beside it
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'


class Server:
    """The dashboard on a free port with a data folder of its own."""

    def __init__(self, home, module="app", **environment):
        self.home, self.module, self.environment = home, module, environment
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / "streamlit.log"
        self.process = None

    def start(self):
        """Start, and wait until the server is healthy."""
        environment = os.environ | {"UNROLLED_HOME": str(self.home)}
        for name in ("UNROLLED_ENGINE", "UNROLLED_WARM_UP"):
            environment.pop(name, None)
        environment |= self.environment
        command = [
            sys.executable,
            "-m",
            self.module,
            "--server.port",
            str(self.port),
            "--server.headless",
            "true",
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(900):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"no healthy server; it said:\n{self.log.read_text()}")

    def kill(self):
        """End it without a goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def memory(self):
        """Resident megabytes of the UI process."""
        return psutil.Process(self.process.pid).memory_info().rss / 1e6


@contextmanager
def running(home, **environment):
    """A running server; it and the engine that it started are gone afterwards."""
    server = Server(home, **environment)
    try:
        server.start()
        yield server
    finally:  # also one that was too slow to show up
        server.kill()
        for process in psutil.process_iter(["cmdline", "environ"]):
            if (process.info["environ"] or {}).get("UNROLLED_HOME") == str(home):
                process.kill()


@pytest.fixture
def server(tmp_path):
    """A server whose engine does what it is asked; getting ready for more takes a minute of every worker."""
    with running(tmp_path, UNROLLED_WARM_UP="off") as server:
        yield server


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory):
    """The same for all tests that one with other work behind it can serve: server and engine start once."""
    with running(tmp_path_factory.mktemp("shared_server"), UNROLLED_WARM_UP="off") as server:
        yield server


@pytest.fixture
def server_as_shipped(tmp_path):
    """A server as a visitor finds it, with an engine that gets ready for what may come."""
    with running(tmp_path) as server:
        yield server


@pytest.fixture
def server_without_engine(tmp_path):
    """A server whose pages need nothing trained and nothing answered."""
    with running(tmp_path, UNROLLED_ENGINE="off") as server:
        yield server


def is_outside(url):
    """Whether a browser leaves this machine for it."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.hostname not in ("127.0.0.1", "localhost")


def is_missing(response):
    """Whether something that was asked for is not there; Streamlit looks for its server below each page."""
    probe = PROBE.fullmatch(urlsplit(response.url).path)
    asked = response.request.method == "GET"
    return asked and response.status >= 400 and not (response.status == 404 and probe)


@pytest.fixture
def page(tmp_path):
    """A page of a browser, 1440 wide, that accepts downloads; errors in it fail the test."""
    path = next((found for found in map(shutil.which, BROWSERS) if found), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a Chromium for the browser tests")
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(
            viewport={"width": 1440, "height": 900}, accept_downloads=True, locale="en-GB"
        )
        page.context.set_default_timeout(PATIENCE)
        errors, outside, missing = [], [], []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda one: outside.append(one.url) if is_outside(one.url) else None)
        page.on(
            "response", lambda one: missing.append(f"{one.status} {one.url}") if is_missing(one) else None
        )
        yield page
        browser.close()
    assert missing == []
    assert errors == [] and outside == []  # the product works without a network, and tells nobody of its use
