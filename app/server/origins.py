"""Only pages of this very address open sockets and send anything: not even another port of this machine does.

Browsers tell the origin of the page that asks, with every socket and with whatever is sent. Streamlit lets in
all of localhost and of the machine's own addresses, and asks a site elsewhere which those are. Whoever tells
no origin is no page in a browser: a program could tell any, so that nothing is gained by refusing it.
"""

import re
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.server.refusals import Refusal, refuse

SAFE = ("GET", "HEAD", "OPTIONS")
ORIGIN = re.compile(
    r"(https?)://([^\s/?#@\[\]:]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?)", re.I | re.ASCII
)
PORTS = {"http": "80", "https": "443"}


class Origins:
    """Refuses sockets and changes that a page of elsewhere asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what our own pages ask for, with the host as their browser wrote it."""
        given = Headers(scope=scope).getlist("origin") if _matters(scope) else []
        if not given:
            await self.app(scope, receive, send)
        elif len(given) == 1 and (place := _own(scope, given[0])):
            await self.app(_under(scope, place), receive, send)
        else:
            await refuse(Refusal(HTTPStatus.FORBIDDEN, "origin"), scope, receive, send, close=True)


def is_encrypted(scope: Scope) -> bool:
    """Whether a request came by TLS; whoever says so without being trusted only makes things stricter."""
    told = Headers(scope=scope).get("x-forwarded-proto", "").split(",")[0].strip().lower()
    return scope["scheme"] in ("https", "wss") or told in ("https", "wss")


def _matters(scope: Scope) -> bool:
    return scope["type"] == "websocket" or (scope["type"] == "http" and scope["method"] not in SAFE)


def _own(scope: Scope, origin: str) -> str | None:
    """The place of an origin that is this request's own, else None.

    A proxy may have ended TLS without a word: an encrypted page of this host and port is ours in any case.
    """
    told = ORIGIN.fullmatch(origin)
    if told is None or (told[1].lower() == "http" and is_encrypted(scope)):
        return None
    port = PORTS[told[1].lower()]
    here = Headers(scope=scope).get("host", "")
    return told[2] if _whole(told[2], port) == _whole(here, port) else None


def _whole(place: str, port: str) -> str:
    """A host with its port, also where it goes without saying."""
    return (place if re.search(r":\d+\Z", place.rpartition("]")[2]) else f"{place}:{port}").lower()


def _under(scope: Scope, place: str) -> Scope:
    """The request with the host as the origin has it: Streamlit compares letters and would look further."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "headers": [(b"host", place.encode("latin-1")), *headers]}
