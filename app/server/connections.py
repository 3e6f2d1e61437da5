"""What happens on a connection before there is a request: who dawdles, or sends without end, is let go.

uvicorn waits without limit for the rest of a request's head, and gathers each message of a WebSocket up to
its full size, on every socket at once.
"""

import asyncio
import resource
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from app.server.messages import LARGEST

HEAD = 20.0  # seconds for the head of a request
GOODBYE = 5  # seconds that open pages have to close when the server ends
UNREAD = 64 * 1024 * 1024  # bytes of unfinished messages, of all sockets together
KEPT_FREE = 256  # files that the process may open beside connections


class Requests(H11Protocol):
    """Ends a connection on which no request is being answered and none begins in time."""

    waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)  # type: ignore[arg-type]  # as uvicorn says it too
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Whatever came of a head, the time for it goes on."""
        super().data_received(data)
        answering = self.cycle is not None and not self.cycle.response_complete
        if answering or self.transport.get_protocol() is not self:
            self._wait_no_more()
        elif self.waiting is None:
            self._wait()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        super().on_response_complete()
        self._wait_no_more()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there to wait for."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self.waiting = self.loop.call_later(HEAD, self.transport.close)

    def _wait_no_more(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None


class Sockets(WebSocketsSansIOProtocol):
    """Ends a socket whose unfinished message is one too many."""

    unread = 0  # bytes of all sockets
    own = 0

    def data_received(self, data: bytes) -> None:
        """Take in what came, and see what is unfinished."""
        super().data_received(data)
        self._account(len(self.conn.reader.buffer) + sum(map(len, self.frames)))
        if Sockets.unread > UNREAD and self.own > UNREAD // 64:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """What was unfinished is gone."""
        super().connection_lost(exc)
        self._account(0)

    def _account(self, bytes: int) -> None:
        Sockets.unread += bytes - self.own
        self.own = bytes


class Config(uvicorn.Config):
    """uvicorn's settings with both, and with as many connections as there may be files."""

    def __init__(self, *given: Any, **settings: Any) -> None:
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        own: dict[str, Any] = {
            "http": Requests,
            "ws": Sockets,
            "ws_max_size": LARGEST,
            "limit_concurrency": max(100, min(2000, files - KEPT_FREE)),
            "timeout_graceful_shutdown": GOODBYE,
            "server_header": False,
        }
        super().__init__(*given, **settings | own)


def guard() -> None:
    """Let `streamlit run`, which offers no settings for this, start uvicorn with these."""
    setattr(uvicorn, "Config", Config)  # noqa: B010  # a type checker takes the name for the class itself
