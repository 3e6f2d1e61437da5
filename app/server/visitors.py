"""Whom a request is counted for: the browser, by its lasting key, and the address it comes from.

The key keeps apart people who share an address, such as a class behind one router; since anybody can make up
keys, each address is counted as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import HTTPConnection
from starlette.types import Scope

from app.browsers import kept_key


@dataclass(frozen=True)
class Visitor:
    """Who asks, as far as a server can tell."""

    person: str  # a hash of the browser's key, or the address where there is no key
    address: str

    @classmethod
    def of(cls, cookies: Mapping[str, str], address: str | None) -> "Visitor":
        """Who sends these cookies from this address."""
        key, address = kept_key(cookies), address or "?"
        return cls(sha256(key.encode()).hexdigest() if key is not None else address, address)

    def is_not(self, other: "Visitor") -> bool:
        """Whether these are different browsers; addresses change while one is on the way."""
        keys = [one.person for one in (self, other) if one.person != one.address]
        return len(set(keys)) == 2


def visitor(scope: Scope) -> Visitor:
    """Who sends this request; behind a proxy that is trusted, the address is the one it forwards."""
    return Visitor.of(HTTPConnection(scope).cookies, scope["client"][0] if scope.get("client") else None)
