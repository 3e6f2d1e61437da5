"""Only the names that the operator gave: a page of others that makes its name point here gets nothing.

Without this, a stranger's page can let its own name resolve to 127.0.0.1 and read what a browser sees there.
Streamlit compares the Host header for its WebSocket alone; here it is compared for every request.
"""

from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from app.server.refusals import Refusal, refuse


class Hosts:
    """Refuses requests for a host that is not among Streamlit's `server.allowedHosts`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is meant for this server; X-Forwarded-Host has no say, for anybody can write it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not scope["path"].startswith("/"):  # "GET http://elsewhere/": this is no proxy
            await refuse(Refusal(HTTPStatus.BAD_REQUEST, "no_proxy"), scope, receive, send, close=True)
        elif not _is_meant(scope):
            refusal = Refusal(HTTPStatus.MISDIRECTED_REQUEST, "host")
            await refuse(refusal, scope, receive, send, close=True)
        else:
            await self.app(scope, receive, send)


def _is_meant(scope: Scope) -> bool:
    given = [value for name, value in scope["headers"] if name == b"host"]
    return len(given) == 1 and is_host_allowed(given[0].decode("latin-1"))
