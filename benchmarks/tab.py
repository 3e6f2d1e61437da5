"""A browser's tab without the browser: it speaks Streamlit's protocol, so only the server's work counts."""

import itertools
import threading
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

LARGEST = 64 << 20  # bytes of one message
PATIENCE = 5.0  # seconds to wait for a fragment
PAGE_PATIENCE = 60.0  # seconds to wait for a page; one that takes longer counts as so long
AGAIN = 0.5  # seconds until a lost server is called again


class Tab(threading.Thread):
    """Opens a page and lets its fragments run again as often as they ask for, until it is closed.

    Args:
        port: Of the server.
        page: Name in the address, "" for the first one.
        query: What follows the question mark.
    """

    def __init__(self, port: int, page: str = "", query: str = "") -> None:
        super().__init__(daemon=True)
        self.address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self.origin = f"http://127.0.0.1:{port}"
        self.page, self.query = page, query
        self.opened: list[float] = []  # seconds until the page was drawn
        self.polled: list[float] = []  # seconds until a fragment was drawn again
        self.errors: list[str] = []  # what the page showed as exceptions
        self._due: dict[str, tuple[float, float]] = {}  # fragment -> seconds between runs, next run
        self._asked: tuple[str, float] | None = None  # fragment ("" is the page) that is being drawn, since
        self._fresh: set[str] = set()  # fragments that were drawn since the page began
        self._closing = threading.Event()
        self._next: tuple[str, str] | None = None  # page and query that are visited next

    def visit(self, page: str, query: str = "") -> None:
        """Go to another page, as soon as what is being drawn is there."""
        self._next = page, query

    def run(self) -> None:
        """Stay open; come back when the server does."""
        while not self._closing.is_set():
            try:
                with connect(
                    self.address, origin=self.origin, subprotocols=["streamlit"], max_size=LARGEST
                ) as line:
                    self._due, self._asked = {}, None
                    self._ask(line, "")
                    while not self._closing.is_set():
                        self._listen(line)
            except (OSError, EOFError, WebSocketException):
                self._closing.wait(AGAIN)

    def close(self) -> None:
        """Close the tab."""
        self._closing.set()
        self.join(timeout=5)

    def _ask(self, line, fragment: str) -> None:
        message = BackMsg()
        wanted = message.rerun_script
        wanted.query_string, wanted.page_name = self.query, self.page
        wanted.fragment_id, wanted.is_auto_rerun = fragment, bool(fragment)
        line.send(message.SerializeToString())
        self._asked = fragment, time.perf_counter()

    def _listen(self, line) -> None:
        """One message, or a fragment whose time has come."""
        now = time.perf_counter()
        if self._asked and now - self._asked[1] > (PATIENCE if self._asked[0] else PAGE_PATIENCE):
            if not self._asked[0]:
                self.opened.append(PAGE_PATIENCE)
            self._asked = None  # the fragment is gone, or the server is; timers of a browser go on too
        if self._asked is None and self._next is not None:
            (self.page, self.query), self._next, self._due = self._next, None, {}
            self._ask(line, "")
        if self._asked is None:
            for fragment, (every, due) in self._due.items():
                if due <= now:
                    self._due[fragment] = every, now + every
                    self._ask(line, fragment)
                    break
        try:
            body = line.recv(timeout=self._pause(now))
        except TimeoutError:
            return
        message = ForwardMsg()
        message.ParseFromString(body)
        self._take(message)

    def _pause(self, now: float) -> float:
        due = [due for _, due in self._due.values()] if self._asked is None else []
        return max(0.001, min([now + 0.2, *due]) - now)

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._fresh = set()
            self._asked = self._asked or ("", time.perf_counter())  # the page wished to be drawn again
        elif kind == "auto_rerun":
            every = message.auto_rerun.interval
            self._due[message.auto_rerun.fragment_id] = every, time.perf_counter() + every
            self._fresh.add(message.auto_rerun.fragment_id)
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            self.errors.append(message.delta.new_element.exception.message)
        elif kind == "script_finished" and self._asked:
            fragment, since = self._asked
            took = time.perf_counter() - since
            (self.polled if fragment else self.opened).append(took)
            self._asked = None
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:  # what was not drawn is gone
                self._due = {fragment: self._due[fragment] for fragment in self._fresh}


def tabs(port: int, count: int, page: str = "", query: str = "") -> list[Tab]:
    """Several tabs on one page."""
    opened = [Tab(port, page, query) for _ in itertools.repeat(None, count)]
    for tab in opened:
        tab.start()
    return opened
