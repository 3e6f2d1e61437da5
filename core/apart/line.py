"""The line of those who wait for a reading: a few at a time, and nobody takes all places."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from core.errors import UserError

AT_ONCE = 2
MOST_WAITING = 16
MOST_OF_ONE = 2  # places of one person: one that is read, one that waits
PATIENCE = 60.0  # seconds in the line
TOLD_AFTER = 0.4  # seconds: nobody has to be told of less
LOOK = 0.5  # seconds between two looks at how many are before


@dataclass(frozen=True)
class Reader:
    """Somebody who brings something."""

    who: str  # told apart by this; empty for whoever needs no limit of their own
    on_wait: Callable[[int], object] = lambda before: None  # told how many are read before; 0 as it begins


NOBODY = Reader("")
_reader: ContextVar[Reader] = ContextVar("reader", default=NOBODY)


@contextmanager
def reading_for(reader: Reader) -> Iterator[None]:
    """What is read within this is read for somebody."""
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


class Line:
    """Places for readings and a bounded line before them, first come first served.

    Args:
        clock: Seconds, ever growing.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = MOST_WAITING,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.at_once, self.waiting, self.patience, self.clock = at_once, waiting, patience, clock
        self.changed = threading.Condition()
        self.running: list[Reader] = []
        self.line: list[tuple[object, Reader]] = []

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a place and keep it meanwhile.

        Raises:
            UserError: `reading_busy` where too many wait or it takes too long, `reading_two_already` where
                this person has all the places one may have.
        """
        reader, ticket = _reader.get(), object()
        self._enter(ticket, reader)
        try:
            self._wait(ticket, reader)
        finally:
            with self.changed:
                self.line = [one for one in self.line if one[0] is not ticket]
                self.changed.notify_all()
        try:
            yield
        finally:
            with self.changed:
                self.running.remove(reader)
                self.changed.notify_all()

    def _enter(self, ticket: object, reader: Reader) -> None:
        with self.changed:
            own = [one for one in [*self.running, *(one for _, one in self.line)] if one.who == reader.who]
            if reader.who and len(own) >= MOST_OF_ONE:
                raise UserError("reading_two_already")
            if len(self.line) >= self.waiting:
                raise UserError("reading_busy")
            self.line.append((ticket, reader))

    def _wait(self, ticket: object, reader: Reader) -> None:
        begun, told = self.clock(), 0
        while True:
            with self.changed:
                if self._may_go(ticket):
                    self.running.append(reader)
                    break
                before = self._before(ticket)
                waited = self.clock() - begun
            if waited > self.patience:
                raise UserError("reading_busy")
            if waited > TOLD_AFTER and before != told:
                told = before
                reader.on_wait(before)
            with self.changed:
                if not self._may_go(ticket):
                    self.changed.wait(LOOK)
        if told:
            reader.on_wait(0)

    def _may_go(self, ticket: object) -> bool:
        """Whether there is a place and this is the first who has none yet."""
        busy = {one.who for one in self.running} - {""}
        first = next((one for one, reader in self.line if reader.who not in busy), None)
        return len(self.running) < self.at_once and first is ticket

    def _before(self, ticket: object) -> int:
        place = next(n for n, (one, _) in enumerate(self.line) if one is ticket)
        return len(self.running) + place
