"""Uploads are refused before they are in memory: too large, too many, too slow, or for a page of others."""

import asyncio
import os
import re
import time
from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from app.people import shared
from app.server.held import GRACE, Held, Limits
from app.server.refusals import Refusal, refuse
from app.server.sessions import Sessions
from app.server.told import tell
from app.server.visitors import Visitor, visitor

ADDRESS = "/_stcore/upload_file/"
NAMES = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)\Z")  # below any folder that a proxy adds
SILENCE = 20.0  # seconds that a sender may be silent
HURRY = 30.0  # seconds after which there is a least speed
DRAINED = 10  # largest files that are read to their end, though refused, so that a browser hears why
SLOWEST = 4096  # bytes per second on average


def is_upload(scope: Scope) -> bool:
    """Whether this request brings a file."""
    return bool(scope["method"] == "PUT" and ADDRESS in scope["path"])


def is_removal(scope: Scope) -> bool:
    """Whether this request takes a file away again."""
    return bool(scope["method"] == "DELETE" and ADDRESS in scope["path"])


class Uploads:
    """Counts what is uploaded, and lets in what there is room for.

    Args:
        held: The account; by default the running server's.
    """

    def __init__(self, app: ASGIApp, held: Held | None = None) -> None:
        self.app = app
        limits = Limits.chosen(config.get_option("server.maxUploadSize"), os.environ, shared=shared())
        self.held = held or Held(limits, Sessions())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no upload, and uploads for which there is room."""
        if scope["type"] == "websocket":
            await self._watched(scope, receive, send)
        elif scope["type"] == "http" and is_upload(scope):
            await self._upload(scope, Body(receive), send)
        else:
            await self.app(scope, receive, send)

    async def _watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Once a page is gone for good, so are its files."""
        try:
            await self.app(scope, receive, send)
        finally:
            self.held.free_gone()
            asyncio.get_running_loop().call_later(GRACE + 1, self.held.free_gone)

    async def _upload(self, scope: Scope, body: "Body", send: Send) -> None:
        coming = session = None
        try:
            session, file, opener = self._page(scope)
            size = int(Headers(scope=scope)["content-length"])
            coming = self.held.begin(session, file, opener, size)
            await self.app(scope, body.receive, send)
        except Refusal as refusal:
            if session is not None:  # whoever may not add files to a page has nothing told there either
                tell(session, refusal, self.held.sessions.is_open)
            told = int(Headers(scope=scope)["content-length"])
            close = told > DRAINED * self.held.limits.file or not await body.is_read()
            await refuse(refusal, scope, body.receive, send, close=close)
        finally:
            if coming is not None:
                self.held.end(coming)

    def _page(self, scope: Scope) -> tuple[str, str, Visitor]:
        """The session and the file that are meant, and who opened the page; raises Refusal."""
        names, sessions = NAMES.search(scope["path"]), self.held.sessions
        opener = sessions.opener(names[1]) if names else None
        if names is None or opener is None:
            raise Refusal(HTTPStatus.BAD_REQUEST, "upload_session")
        if opener.is_not(visitor(scope)):
            raise Refusal(HTTPStatus.FORBIDDEN, "upload_strange")
        return names[1], names[2], opener


class Body:
    """The body of a request, from a sender who may not be too slow.

    Args:
        given: What the server hands on.
        now: Seconds of a clock.
    """

    def __init__(self, given: Receive, now: Callable[[], float] = time.monotonic) -> None:
        self.given, self.now = given, now
        self.begun, self.bytes, self.ended = now(), 0, False

    async def receive(self) -> Message:
        """The next piece; raises Refusal where it is long in coming."""
        if self.ended:
            return await self.given()
        try:
            message = await asyncio.wait_for(self.given(), SILENCE)
        except TimeoutError:
            raise self._too_slow() from None
        self.bytes += len(message.get("body", b""))
        self.ended = not message.get("more_body", False)
        took = self.now() - self.begun
        if not self.ended and took > HURRY and self.bytes < took * SLOWEST:
            raise self._too_slow()
        return message

    async def is_read(self) -> bool:
        """Read to the end, keeping nothing: browsers look for an answer only when they have sent it all."""
        try:
            while not self.ended:
                await self.receive()
        except Refusal:
            return False
        return True

    def _too_slow(self) -> Refusal:
        self.ended = True
        return Refusal(HTTPStatus.REQUEST_TIMEOUT, "upload_slow")
