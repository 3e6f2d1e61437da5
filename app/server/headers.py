"""Headers by which browsers keep others out: no page in strange frames, no address told to other sites."""

import base64
import hashlib
import os
import re
from collections.abc import Mapping
from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from core.errors import UserError

BEGIN, END = "<script>", "</script>"  # of what runs in a page and is no file
EMBEDDER = re.compile(r"https?://(\*\.)?[\w.-]+(:\d+)?")
# Streamlit writes styles into the page, draws pictures and runs its components from blobs; all else comes
# from here. No chart of ours is compiled in the browser, which would take 'unsafe-eval'.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' blob: {inline}",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "{framed}",
}
OWN = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # the address of an experiment is its key
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@cache
def inline_scripts() -> str:
    """The hashes of what Streamlit's one page runs that is no file, as a policy names them."""
    with open(f"{file_util.get_static_dir()}/index.html", encoding="utf-8") as page:
        scripts = [part.partition(END)[0] for part in page.read().split(BEGIN)[1:]]
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{one}'" for one in hashes)


def embedders(given: Mapping[str, str]) -> list[str]:
    """The sites of `UNROLLED_FRAMED_BY`, which may show pages in frames of theirs.

    Raises:
        UserError: `serve_framed_wrong`.
    """
    sites = [site.strip() for site in given.get("UNROLLED_FRAMED_BY", "").split(",") if site.strip()]
    for site in sites:
        if not EMBEDDER.fullmatch(site):
            raise UserError("serve_framed_wrong", site=site)
    return sites


def headers(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What every answer says."""
    framed = embedders(given)
    facts = {"inline": inline_scripts(), "framed": " ".join(framed) or "'none'"}
    policy = "; ".join(f"{name} {value}" for name, value in POLICY.items()).format(**facts)
    return {"Content-Security-Policy": policy} | OWN | ({} if framed else {"X-Frame-Options": "DENY"})


class Headers:
    """Adds the headers to every answer, whoever gives it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.headers = app, headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes, with the headers on the way back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    own.setdefault(name, value)
                own.setdefault("Cache-Control", "no-store")  # downloads; what may be kept says so itself
            await send(message)

        await self.app(scope, receive, send_with_headers)
