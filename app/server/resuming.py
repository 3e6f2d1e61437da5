"""A page whose connection broke goes on where it was, in the browser that opened it and in no other.

Its number stands in addresses of uploads; to Streamlit, whoever knows it is its browser.
"""

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.server.visitors import visitor

KNOWN = 10_000  # sessions; Streamlit keeps far fewer of those that are no longer open
NAMED = "sec-websocket-protocol"  # Streamlit's word, a token, and the session to resume
LARGEST = 65_536  # bytes in which the server tells a page its session


class Resuming:
    """Leaves a session to resume in a handshake only where the same browser had it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.whose: dict[str, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything; whoever names another's session gets a new one."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        person, told = visitor(scope).person, False

        async def noting(message: Message) -> None:
            nonlocal told
            if not told and (session := told_session(message.get("bytes") or b"")):
                told = True
                self._remember(session, person)
            await send(message)

        await self.app(self._own(scope, person), receive, noting)

    def _own(self, scope: Scope, person: str) -> Scope:
        entries = Headers(scope=scope).get(NAMED, "").split(",")
        if len(entries) < 3 or self.whose.get(entries[2].strip()) == person:
            return scope
        scope = dict(scope, headers=list(scope["headers"]), subprotocols=scope.get("subprotocols", [])[:2])
        MutableHeaders(scope=scope)[NAMED] = ",".join(entries[:2])
        return scope

    def _remember(self, session: str, person: str) -> None:
        self.whose.pop(session, None)
        self.whose[session] = person
        if len(self.whose) > KNOWN:
            del self.whose[next(iter(self.whose))]


def told_session(message: bytes) -> str:
    """The number of the session in what the server tells a page as it begins to run; else nothing."""
    if not message or len(message) > LARGEST:
        return ""
    try:
        return ForwardMsg.FromString(message).new_session.initialize.session_id
    except DecodeError:
        return ""
