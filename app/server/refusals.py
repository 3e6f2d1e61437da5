"""How the door says no: a status and one sentence, in the language of whoever asked."""

from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app.i18n import translator
from core.words.locales import FIRST, languages

REFUSED_SOCKET = "websocket.http.response"  # an answer in place of the handshake, where the server knows how
LONGEST = 1000  # letters of a header that are looked at


class Refusal(Exception):
    """What is not let in.

    Args:
        status: Of the answer.
        key: Names the sentence `door.<key>`.
        facts: What fills its blanks.
    """

    def __init__(self, status: HTTPStatus, key: str, **facts: Any) -> None:
        super().__init__(key, facts)
        self.status, self.key, self.facts = status, key, facts


async def refuse(
    refusal: Refusal, scope: Scope, receive: Receive, send: Send, *, close: bool = False
) -> None:
    """Answer a request, or a handshake, with the refusal's sentence.

    Args:
        close: Whether the connection ends with it, although a body may still be on its way.
    """
    headers = {"Cache-Control": "no-store"} | ({"Connection": "close"} if close else {})
    words = translator(spoken(Headers(scope=scope)))(f"door.{refusal.key}", **refusal.facts)
    answer = PlainTextResponse(f"{words}\n", refusal.status, headers)
    if scope["type"] == "http" or REFUSED_SOCKET in scope.get("extensions", {}):
        await answer(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008, "reason": ""})


def spoken(headers: Headers) -> str:
    """The language of the page that asks, else the first of the browser's that there is, else English."""
    known = languages()
    asked = parse_qs(urlsplit(_header(headers, "referer")).query).get("lang", [])
    asked += [one.split(";")[0] for one in _header(headers, "accept-language").split(",")]
    short = [one.strip().split("-")[0].lower() for one in asked]
    return next((one for one in short if one in known), FIRST)


def _header(headers: Headers, name: str) -> str:
    text = headers.get(name, "")[:LONGEST]
    return text if "[" not in text else ""  # what looks like half an IPv6 address cannot be taken apart
