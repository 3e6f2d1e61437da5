"""A second visitor, who only wants a page: how long it did not answer, and what the pages' process held.

    python -m benchmarks.abuse.visitor PORT PID CONTROL

A process of its own, for the attacker is busy. It asks every 50 ms over HTTP, and has a page's script run
again and again; beside that it asks another small server (at the port CONTROL) that nobody attacks: what that
one takes is the machine's doing. Each line on its standard input is answered with the figures since the one
before, as JSON.
"""

import http.client
import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

EVERY = 0.05  # seconds between two questions
PATIENCE = 120.0  # seconds to wait for one answer
PAGE = "experiments"  # little to draw, and a look into the store
LARGEST = 64 << 20  # bytes of one message
LOST = (OSError, EOFError, http.client.HTTPException, WebSocketException)


class Question(threading.Thread):
    """Asks the same again and again; what goes wrong with the connection is asked again, and takes longer."""

    def __init__(self, ask: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._ask, self._lock = ask, threading.Lock()
        self._longest, self._since = 0.0, time.perf_counter()
        self.start()

    def run(self) -> None:
        """Ask until the process ends."""
        while True:
            with self._lock:
                self._since = time.perf_counter()
            while not self._answered():
                time.sleep(EVERY)
            with self._lock:
                self._longest = max(self._longest, time.perf_counter() - self._since)
                self._since = 0.0
            time.sleep(EVERY)

    def longest(self) -> float:
        """The most seconds since the last call, those of an answer that is still awaited among them."""
        with self._lock:
            now = time.perf_counter()
            found = max(self._longest, now - self._since if self._since else 0.0)
            self._longest, self._since = 0.0, now if self._since else 0.0
            return found

    def _answered(self) -> bool:
        try:
            self._ask()
        except LOST:
            return False
        return True


class Script:
    """A tab without a browser that has its page drawn again whenever it is asked."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._line: ClientConnection | None = None
        self._open = ExitStack()

    def __call__(self) -> None:
        """Have the script run, and wait for its end."""
        try:
            self._ask()
        except LOST:
            self._open.close()
            self._line = None
            raise

    def _ask(self) -> None:
        if self._line is None:
            self._line = self._open.enter_context(connect(
                f"ws://127.0.0.1:{self._port}/_stcore/stream", origin=f"http://127.0.0.1:{self._port}",
                subprotocols=["streamlit"], max_size=LARGEST, open_timeout=PATIENCE, ping_interval=None,
            ))  # fmt: skip
        wanted = BackMsg()
        wanted.rerun_script.page_name = PAGE
        self._line.send(wanted.SerializeToString())
        while True:
            told = ForwardMsg()
            told.ParseFromString(self._line.recv(timeout=PATIENCE))
            if told.WhichOneof("type") == "script_finished":
                return


class Memory(threading.Thread):
    """Watches what a process holds, and its children together that are not the engine's."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pages = self.children = 0.0  # megabytes at the peak
        self._process = psutil.Process(pid)
        self.start()

    def run(self) -> None:
        """Look until the process ends."""
        while True:
            try:
                self.pages = max(self.pages, self._process.memory_info().rss / 1e6)
                self.children = max(self.children, sum(map(_held, self._process.children(recursive=True))))
            except psutil.NoSuchProcess:
                return
            time.sleep(EVERY)


def _held(process: psutil.Process) -> float:
    try:
        engine = "core.engine" in " ".join(process.cmdline())
        return 0.0 if engine else float(process.memory_info().rss / 1e6)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0


def ask(port: int, path: str) -> None:
    """Ask for a path, and read the answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", path)
        line.getresponse().read()
    finally:
        line.close()


def main() -> None:
    """Ask and watch; answer each line with the figures since the last one."""
    port, pid, control = map(int, sys.argv[1:])
    questions = {
        "first page": Question(partial(ask, port, "/")),
        "health": Question(partial(ask, port, "/_stcore/health")),
        "script": Question(Script(port)),
        "machine": Question(partial(ask, control, "/")),
    }
    memory = Memory(pid)
    for _ in sys.stdin:
        told = {name: question.longest() for name, question in questions.items()}
        print(json.dumps(told | {"pages": memory.pages, "children": memory.children}), flush=True)
        memory.pages = memory.children = 0.0


if __name__ == "__main__":
    main()
