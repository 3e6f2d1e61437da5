"""Files to take home are made one at a time for each person, and for nobody who has left.

Streamlit makes as many at once as it has threads, whoever asked first: who asks for many
keeps all others waiting.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from app.i18n import translator
from app.people import shared
from app.server.fetching import Fetching, keep
from app.server.sessions import Sessions
from app.server.visitors import Visitor

AT_WORK = (1, 2, 4)  # of a person, from an address, of all
WAITING = (10, 40, 100)
PATIENCE = 120.0  # seconds; a page gives up later
LOOK = 0.05  # seconds
AT_ONCE = DeferredFileHandler.handle

Make = Callable[[], Awaitable[BackendOperationResponse]]


class Known(Protocol):
    """What is known of sessions."""

    def is_open(self, session: str) -> bool:
        """Whether a page of it is connected."""

    def opener(self, session: str) -> Visitor | None:
        """Who opened an open session."""

    def language(self, session: str) -> str:
        """In which its page is read."""


class Downloads:
    """The files that are being made, and those that wait.

    Args:
        sessions: What is known of them.
        limited: Whether there are several people.
        now: Seconds of a clock.
    """

    def __init__(
        self, sessions: Known, *, limited: Callable[[], bool], now: Callable[[], float] = time.monotonic
    ) -> None:
        self.sessions, self.limited, self.now = sessions, limited, now
        self.at_work: Counter[str] = Counter()
        self.waiting: Counter[str] = Counter()

    async def made(self, session: str, request: str, make: Make) -> BackendOperationResponse:
        """A file for a session as soon as it is its turn, or one sentence on why not.

        Args:
            session: Whose page asks.
            request: The question's number.
            make: Makes the file.
        """
        who = self.sessions.opener(session)
        names = (who.person, who.address, "") if who and self.limited() else ()
        if not await self._turn(session, names):
            words = translator(self.sessions.language(session))("door.downloads")
            return BackendOperationResponse(request_id=request, error_msg=words)
        most = Counter(set(names))
        self.at_work += most
        try:
            return await make()
        finally:
            self.at_work -= most

    async def _turn(self, session: str, names: tuple[str, ...]) -> bool:
        """Wait; false for whom there is no room, no time, or who has left."""
        if self._full(self.waiting, names, WAITING):
            return False
        one, begun = Counter(set(names)), self.now()
        self.waiting += one
        try:
            while self._full(self.at_work, names, AT_WORK) and self.sessions.is_open(session):
                if self.now() - begun > PATIENCE:
                    return False
                await asyncio.sleep(LOOK)
        finally:
            self.waiting -= one
        return self.sessions.is_open(session)

    @staticmethod
    def _full(counted: Mapping[str, int], names: tuple[str, ...], most: tuple[int, ...]) -> bool:
        return any(counted[name] >= limit for name, limit in zip(names, most, strict=False))


def take_turns() -> None:
    """Let Streamlit make files in turns, and keep each until it was fetched."""
    downloads, fetching = Downloads(Sessions(), limited=shared), Fetching()
    keep(fetching)

    async def handle(
        self: DeferredFileHandler, request: BackendOperationRequest, session_id: str
    ) -> BackendOperationResponse:
        answer = await downloads.made(
            session_id, request.request_id, lambda: AT_ONCE(self, request, session_id)
        )
        fetching.hold(answer.deferred_file.url)
        return answer

    setattr(DeferredFileHandler, "handle", handle)  # noqa: B010  # a type checker holds methods for constant
