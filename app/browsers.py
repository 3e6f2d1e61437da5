"""The key that a browser keeps where several people are served: how it is called and what it looks like."""

import re
import secrets

COOKIE = "unrolled_browser"
KEY = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(32)


def is_key(told: object) -> bool:
    """Whether a browser's word is a key; anything else is as if there were none."""
    return isinstance(told, str) and KEY.fullmatch(told) is not None
