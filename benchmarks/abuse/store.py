"""The store of an instance, for the one who measures: an attacker does not see it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.abuse.served import Served


def column(served: Served, query: str) -> list[str]:
    """The first column of what a query finds."""
    with seen(served) as store:
        return [row[0] for row in store.execute(query)]


@contextmanager
def seen(served: Served) -> Iterator[sqlite3.Connection]:
    """The store as it is; an empty one before anybody came."""
    path = served.home / "store.sqlite"
    store = sqlite3.connect(path if path.exists() else ":memory:")
    try:
        if not path.exists():
            store.execute("create table experiments (id text)")
        yield store
    finally:
        store.close()
