"""The key that a browser keeps for a year, so that what was made in it is on its list after a restart too.

It goes along with every page and is read when the page's WebSocket is opened; no script can read it.
"""

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.browsers import COOKIE, LOCKED, is_key, new_key
from app.people import shared
from app.server.origins import is_encrypted

YEAR = 365 * 24 * 3600  # seconds from the last page on
PAGES = (200, 304)  # a page that the browser holds already brings the key anew as well


class BrowserKey:
    """Gives each browser a key with its first page, and renews it with every other.

    Args:
        wanted: Whether several people are served; one person needs none.
    """

    def __init__(self, app: ASGIApp, wanted: Callable[[], bool] = shared) -> None:
        self.app, self.wanted = app, wanted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes, with the key on a page's way back."""
        if not _asks_for_page(scope) or not self.wanted():
            await self.app(scope, receive, send)
            return

        async def send_with_key(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", _cookie(scope))
                headers["Cache-Control"] = "private, no-cache"  # a cache on the way hands no key to others
            await send(message)

        await self.app(scope, receive, send_with_key)


def _asks_for_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def _is_page(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "text/html")  # what was not changed tells none
    return message["status"] in PAGES and kind.startswith("text/html")


def _cookie(scope: Scope) -> str:
    """The key, kept or new; over TLS under a name of its own, and never one that came without TLS.

    Whoever runs a name beside ours can set a plain cookie for us too, and would then know the key.
    """
    name, secure = (LOCKED, "; Secure") if is_encrypted(scope) else (COOKIE, "")
    kept = cookie_parser(Headers(scope=scope).get("cookie", "")).get(name)
    key = kept if kept is not None and is_key(kept) else new_key()
    return f"{name}={key}; Max-Age={YEAR}; Path=/; HttpOnly; SameSite=Lax{secure}"
