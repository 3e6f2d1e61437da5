"""The lease that keeps the engine single, and the heartbeat that shows it is alive."""

import json
import os
import socket
import threading
import time
from typing import Any

import psutil
from sqlalchemy import Connection, Engine, insert, select, update

from core.runs.database import writing
from core.runs.schema import engines
from core.runs.store import SILENCE

BEAT = 2.0  # seconds between heartbeats


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
        """Say goodbye."""
        self._leave.set()
        if not self.lost.is_set():
            self.tell("gone")

    def _beat(self) -> None:
        while not self._leave.wait(BEAT):
            try:
                with writing(self.database) as connection:
                    self.fence(connection)
                    mine = engines.c.number == self.number
                    connection.execute(update(engines).where(mine).values(heartbeat=time.time()))
            except LeaseLost:
                return


def acquire(database: Engine, now: float | None = None) -> Lease | None:
    """Take the lease, unless another engine holds it and is alive."""
    moment = time.time() if now is None else now
    with writing(database) as connection:
        latest = connection.execute(select(engines).order_by(engines.c.number.desc()).limit(1)).first()
        if latest is not None and latest.state != "gone" and _alive(latest, moment):
            return None
        number = (latest.number if latest else 0) + 1
        connection.execute(
            insert(engines).values(
                number=number, pid=os.getpid(), host=socket.gethostname(), heartbeat=moment, state="starting"
            )
        )
    return Lease(database, number)


def _alive(row: Any, now: float) -> bool:
    """Heard of lately; on this machine a missing process is noticed at once."""
    if row.host == socket.gethostname() and not psutil.pid_exists(row.pid):
        return False
    return bool(now - row.heartbeat <= SILENCE)
