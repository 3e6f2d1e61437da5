"""The lease that keeps the engine single, and the heartbeat that shows it is alive."""

import json
import logging
import os
import socket
import threading
import time
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.store.database import reading, writing
from core.store.liveness import life_of
from core.store.schema import engines
from core.store.trouble import StoreTrouble

BEAT = 2.0  # seconds between heartbeats
DOUBT = 3 * BEAT  # seconds that a silent engine is watched before it is replaced

log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another engine has taken over; this one may write nothing any more."""


class Lease:
    """The right to write to the store, held under a number that only grows."""

    def __init__(self, database: Engine, number: int) -> None:
        self.database, self.number = database, number
        self.lost = threading.Event()
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin to beat, in a thread and on a connection of its own."""
        self._thread.start()

    def fence(self, connection: Connection) -> None:
        """Refuse to write when the lease has gone to another; called first in every writing transaction."""
        latest = connection.execute(
            select(engines.c.number).order_by(engines.c.number.desc()).limit(1)
        ).scalar()
        if latest != self.number:
            self.lost.set()
            raise LeaseLost

    def tell(self, state: str, **facts: Any) -> None:
        """Let everyone see the engine's state."""
        with writing(self.database) as connection:
            self.fence(connection)
            values = {"state": state, "heartbeat": time.time()} | (
                {"facts": json.dumps(facts)} if facts else {}
            )
            connection.execute(update(engines).where(engines.c.number == self.number).values(values))

    def release(self) -> None:
        """Say goodbye, if the store lets us: silence says the same, later."""
        self._leave.set()
        if not self.lost.is_set():
            try:
                self.tell("gone")
            except StoreTrouble as trouble:
                log.warning("no goodbye: %s", trouble)

    def _beat(self) -> None:
        told = ""
        while not self._leave.wait(BEAT):
            try:
                with writing(self.database) as connection:
                    self.fence(connection)
                    mine = engines.c.number == self.number
                    connection.execute(update(engines).where(mine).values(heartbeat=time.time()))
            except LeaseLost:
                return
            except StoreTrouble as trouble:  # a full disk, a database that restarts: it may pass
                if str(trouble) != told:
                    log.warning("no heartbeat: %s", trouble)
                told = str(trouble)


def acquire(database: Engine, now: float | None = None, doubt: float = DOUBT) -> Lease | None:
    """Take the lease, unless another engine holds it and is alive.

    An engine is not replaced for a strange heartbeat alone, for the clock may have been set: it is watched
    for a while by a clock that nobody sets, and stays if it beats.

    Args:
        now: Seconds since 1970.
        doubt: Seconds to watch.
    """
    seen = _latest(database)
    life = life_of(seen, time.time() if now is None else now) if seen else "gone"
    if life == "alive":
        return None
    if life == "silent":
        time.sleep(doubt)
    try:
        return _take(database, seen, time.time() if now is None else now)
    except IntegrityError:  # somebody took the number at the same moment
        return None


def _latest(database: Engine) -> Any:
    with reading(database) as connection:
        return connection.execute(select(engines).order_by(engines.c.number.desc()).limit(1)).first()


def _take(database: Engine, seen: Any, moment: float) -> Lease | None:
    """The next number, if the engine that was seen has not moved since, or has left."""
    with writing(database) as connection:
        latest = connection.execute(select(engines).order_by(engines.c.number.desc()).limit(1)).first()
        if latest != seen and (latest is None or latest.state != "gone"):
            return None
        number = (latest.number if latest else 0) + 1
        connection.execute(
            insert(engines).values(
                number=number, pid=os.getpid(), host=socket.gethostname(), heartbeat=moment, state="starting"
            )
        )
    return Lease(database, number)
