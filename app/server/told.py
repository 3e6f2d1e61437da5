"""Refusals that a page has yet to tell: of a refused upload a browser shows the status, not the sentence."""

from collections import OrderedDict

from app.server.refusals import Refusal

MOST = 500  # pages that have not told theirs
_UNTOLD: OrderedDict[str, Refusal] = OrderedDict()


def tell(session: str, refusal: Refusal) -> None:
    """Leave it for a session's page."""
    _UNTOLD[session] = refusal
    while len(_UNTOLD) > MOST:
        _UNTOLD.popitem(last=False)


def untold(session: str) -> Refusal | None:
    """What was left for a session's page, once."""
    return _UNTOLD.pop(session, None)
