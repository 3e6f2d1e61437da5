"""The key that a browser keeps where several people are served: how it is called and what it looks like."""

import re
import secrets
from collections.abc import Mapping

COOKIE = "unrolled_browser"
LOCKED = f"__Host-{COOKIE}"  # over TLS: no page of a name beside ours can set it, nor one without TLS
KEY = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(32)


def is_key(told: object) -> bool:
    """Whether a browser's word is a key; anything else is as if there were none."""
    return isinstance(told, str) and KEY.fullmatch(told) is not None


def kept_key(cookies: Mapping[str, str]) -> str | None:
    """The key among a browser's cookies: the locked one, else the plain one."""
    return next((key for name in (LOCKED, COOKIE) if is_key(key := cookies.get(name))), None)
