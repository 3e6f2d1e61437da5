"""Headers by which browsers keep others out: no page in strange frames, no address told to other sites."""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Addresses of experiments are keys: no other site learns them, and no cache on the way keeps a page.
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Headers:
    """Adds the headers to every answer, whoever gives it."""

    def __init__(self, app: ASGIApp, headers: Iterable[tuple[str, str]] = tuple(HEADERS.items())) -> None:
        self.app, self.headers = app, tuple(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes, with the headers on the way back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in self.headers:
                    own.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
