"""The address of a database, and its password, which no error repeats."""

import re
from collections.abc import Iterator

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.errors import UserError

LETTERS = 4  # of a password in a row that are not told
HIDDEN = "…"


def read_address(text: str) -> URL:
    """A database's address, taken apart as it was meant.

    A password with an @ in it would end at the first one, and the rest become the name of a host, which
    errors tell.

    Raises:
        UserError: `store_address_wrong`.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:  # the latter of a port, and tells what stands there
        raise UserError("store_address_wrong") from (error if isinstance(error, ArgumentError) else None)
    rest = "" if url.get_backend_name() == "sqlite" else text.partition("://")[2]
    user = rest.partition("@")[0].partition(":")[0]
    if rest.count("@") > 1 or ("@" in rest and "/" in user):
        raise UserError("store_address_wrong")
    return url


def without_password(words: str, url: URL) -> str:
    """What a database's driver says, without any piece of the password."""
    asked = url.query.get("password", ())  # SQLAlchemy hands on what stands behind the question mark, too
    secrets = [url.password or "", _as_written(url), *((asked,) if isinstance(asked, str) else asked)]
    pieces = {piece for secret in secrets for _, piece in _pieces(secret)}
    hidden = {at + more for at, piece in _pieces(words) if piece in pieces for more in range(LETTERS)}
    return re.sub("\0+", HIDDEN, "".join("\0" if at in hidden else one for at, one in enumerate(words)))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Every few letters in a row, and where they stand."""
    for at in range(len(text) - LETTERS + 1):
        yield at, text[at : at + LETTERS].casefold()


def _as_written(url: URL) -> str:
    """The password as it stands in an address, in percent code."""
    written = url.render_as_string(hide_password=False).partition("://")[2]
    return written.rpartition("@")[0].partition(":")[2]
