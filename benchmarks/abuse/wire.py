"""Streamlit's protocol without a browser: what is drawn, and whatever an attacker likes to answer."""

import http.cookies
import socket
import time
import urllib.request
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

LARGEST = 64 << 20  # bytes of one message
XSRF = "_streamlit_xsrf"


def cookies_of(url: str, patience: float = 10.0) -> dict[str, str]:
    """The cookies that a first visit gets."""
    found: dict[str, str] = {}
    for path in ("/", "/_stcore/host-config", "/_stcore/health"):
        asked = urllib.request.Request(url + path, headers={"Accept": "text/html,*/*"})
        with urllib.request.urlopen(asked, timeout=patience) as told:
            for line in told.headers.get_all("Set-Cookie") or ():
                found |= {name: one.value for name, one in http.cookies.SimpleCookie(line).items()}
    return found


@dataclass
class Drawn:
    """What a page has drawn."""

    elements: list[Element] = field(default_factory=list)

    def of(self, kind: str) -> list[object]:
        """All elements of a kind."""
        return [getattr(one, kind) for one in self.elements if one.WhichOneof("type") == kind]

    @property
    def alerts(self) -> list[str]:
        """What boxes say."""
        return [one.body for one in self.of("alert")]  # type: ignore[attr-defined]

    @property
    def broken(self) -> bool:
        """Whether an error was shown that no sentence explains."""
        return bool(self.of("exception"))

    def button(self, key: str) -> str | None:
        """The id of a button, pressed or disabled alike; None where there is none."""
        ids = [one.id for one in self.of("button")]  # type: ignore[attr-defined]
        return next((id for id in ids if id.endswith(f"-{key}")), None)


class Wire:
    """A tab.

    Args:
        url: Of the dashboard.
        cookies: Of the browser that it is said to be; by default a new one's.
        patience: Seconds to wait for a page.
    """

    def __init__(self, url: str, cookies: dict[str, str] | None = None, patience: float = 15.0) -> None:
        self.url, self.patience = url, patience
        self.cookies = cookies_of(url) if cookies is None else cookies
        self.session = ""
        self._page, self._query = "", ""
        self._open = ExitStack()
        self._line: ClientConnection | None = None

    def __enter__(self) -> "Wire":
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._line = self._open.enter_context(
            connect(
                f"{self.url.replace('http', 'ws', 1)}/_stcore/stream",
                origin=self.url,
                max_size=LARGEST,
                subprotocols=["streamlit"],
                additional_headers={"Cookie": told},
                ping_interval=None,
                open_timeout=self.patience,
                close_timeout=1,
            )  # fmt: skip
        )
        return self

    def hang_up(self) -> None:
        """End the connection at once, also for a thread that waits to send."""
        if self._line is not None:
            with suppress(OSError):
                self._line.socket.shutdown(socket.SHUT_RDWR)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def open(self, page: str = "", query: str = "") -> Drawn:
        """Open a page."""
        self._page, self._query = page, query
        return self._ask([])

    def press(self, button: str) -> Drawn:
        """Press a button of the page that is open, by its id, whether it may be pressed or not."""
        return self._ask([WidgetState(id=button, trigger_value=True)])

    def send(self, body: bytes) -> None:
        """Send any bytes as a message."""
        assert self._line is not None
        self._line.send(body)

    def _ask(self, states: list[WidgetState]) -> Drawn:
        message = BackMsg()
        wanted = message.rerun_script
        wanted.page_name, wanted.query_string = self._page, self._query
        wanted.widget_states.widgets.extend(states)
        self.send(message.SerializeToString())
        return self._drawn()

    def _drawn(self) -> Drawn:
        """Everything until the script ends."""
        assert self._line is not None
        found, deadline = Drawn(), time.monotonic() + self.patience
        while True:
            told = ForwardMsg()
            told.ParseFromString(self._line.recv(timeout=max(0.0, deadline - time.monotonic())))
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self.session = told.new_session.initialize.session_id or self.session
                found = Drawn()  # what follows replaces it: the page asked for another one
            elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                found.elements.append(told.delta.new_element)
            elif kind == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return found
