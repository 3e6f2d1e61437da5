"""When the store cannot be read or written: what a person can do about it, instead of a database's words."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from core.errors import UserError
from core.private import private_folder
from core.store.address import without_password

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
STATES = {"53100": "disk_full", "55P03": "store_busy"}  # PostgreSQL's numbers for them
MOST_LETTERS = 200  # of a database's own words


class StoreTrouble(UserError):
    """The store cannot be read or written now. Nothing in it is half done; what failed may be tried again."""


@contextmanager
def understood(address: URL) -> Iterator[None]:
    """Tell what ails the database; raises `StoreTrouble` for that, and lets bugs through.

    Args:
        address: Of the database; its password is not told.
    """
    try:
        yield
    except DBAPIError as error:
        words = str(error.orig)
        told = without_password(words, address)
        found = _ails(error, without_password(" ".join(told.split()), address)[:MOST_LETTERS])
        if found is None:
            raise
        raise found from (error if told == words else None)


@contextmanager
def writing_files(folder: Path) -> Iterator[None]:
    """The same for files in a folder of the store."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StoreTrouble("disk_full") from error
        raise StoreTrouble("folder_not_writable", folder=str(folder), reason=error.strerror) from error


def require_writable(folder: Path) -> None:
    """Make it, private, where there is none; raises `folder_not_writable` if nothing can be kept in it."""
    with writing_files(folder):
        private_folder(folder)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _ails(error: DBAPIError, words: str) -> StoreTrouble | None:
    match str(getattr(error.orig, "sqlite_errorname", "")).split("_")[1:2]:
        case ["FULL"]:
            return StoreTrouble("disk_full")
        case ["READONLY"] | ["CANTOPEN"] | ["PERM"]:
            return StoreTrouble("store_not_writable", reason=words)
        case ["BUSY"] | ["LOCKED"] | ["PROTOCOL"]:
            return StoreTrouble("store_busy")
        case ["CORRUPT"] | ["NOTADB"]:
            return StoreTrouble("store_damaged", reason=words)
        case ["IOERR"] | ["NOMEM"]:
            return StoreTrouble("store_failing", reason=words)
        case []:  # PostgreSQL
            if key := STATES.get(str(getattr(error.orig, "sqlstate", ""))):
                return StoreTrouble(key)
            if isinstance(error, OperationalError) or error.connection_invalidated:
                return StoreTrouble("store_unreachable", reason=words)
    return None
