"""What a request sends along: files for a page, of a size that is told; nothing else is read here.

Streamlit's pages talk over their WebSocket and upload files, and no other address of theirs takes a body.
Who takes a file away again names the session in a few bytes; nobody reads them, but they come.
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.server.refusals import Refusal, refuse
from app.server.uploads import is_removal, is_upload

MOST_OF_REMOVAL = 1024  # bytes


class Bodies:
    """Refuses bodies whose size is not told, and those that nobody would read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what has no body, and uploads."""
        refusal = _refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self.app(scope, receive, send)
        else:
            await refuse(refusal, scope, receive, send, close=True)


def _refusal(scope: Scope) -> Refusal | None:
    headers = Headers(scope=scope)
    size = headers.get("content-length", "")
    if "transfer-encoding" in headers or (is_upload(scope) and not size.isdecimal()):
        return Refusal(HTTPStatus.LENGTH_REQUIRED, "no_length")
    if not is_upload(scope) and size not in ("", "0") and not (is_removal(scope) and _few(size)):
        return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "no_body")
    return None


def _few(size: str) -> bool:
    return size.isdecimal() and len(size) <= len(str(MOST_OF_REMOVAL)) and int(size) <= MOST_OF_REMOVAL
