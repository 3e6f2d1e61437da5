"""Refusals that a page has yet to tell: of a refused upload a browser shows the status, not the sentence."""

from collections.abc import Callable

from app.server.refusals import Refusal

_UNTOLD: dict[str, Refusal] = {}  # one of each open page, of which there are only so many


def tell(session: str, refusal: Refusal, is_open: Callable[[str], bool]) -> None:
    """Leave it for a session's page, as long as that is open; nobody's pushes out another's.

    Args:
        is_open: Whether a session has a page.
    """
    _UNTOLD[session] = refusal
    for one in list(_UNTOLD):
        if not is_open(one):
            _UNTOLD.pop(one, None)


def untold(session: str) -> Refusal | None:
    """What was left for a session's page, once."""
    return _UNTOLD.pop(session, None)
