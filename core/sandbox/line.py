"""The line of those who wait for a reading: a few at a time, and nobody takes all places.

A browser that drops its key is somebody else each time, so that addresses take turns as well; a whole class
behind one address has all places as long as nobody else comes.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count

from core.errors import UserError

AT_ONCE = 2
MOST_WAITING = 16
MOST_OF_ONE = 2  # places of one person: one that is read, one that waits
SMALL = 256_000  # bytes: what is read at once, whatever it is
SMALL_IN_A_ROW = 4  # before one that is larger and waits
PATIENCE = 60.0  # seconds in the line
TOLD_AFTER = 0.4  # seconds: nobody has to be told of less
LOOK = 0.5  # seconds between two looks at how many are before


@dataclass(frozen=True)
class Reader:
    """Somebody who brings something."""

    who: str  # told apart by this; empty for whoever needs no limit of their own
    on_wait: Callable[[int], object] = lambda before: None  # told how many are read before; 0 as it begins
    address: str = ""  # on the network, where it is known


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


@dataclass(frozen=True, eq=False)
class Ticket:
    """A place in the line."""

    reader: Reader
    large: bool
    number: int  # in the order in which they came


class Line:
    """Places for readings and a bounded line before them.

    The small go before the large, though not for ever; among equals addresses take turns; at one address it
    is first come first served.

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
        self.line: list[Ticket] = []
        self.numbers = count(1)
        self.served: dict[str, int] = {}  # when each address had its last turn, as long as somebody is there
        self.small_in_a_row = 0

    @contextmanager
    def turn(self, size: int = 0) -> Iterator[None]:
        """Wait for a place and keep it meanwhile.

        Args:
            size: Bytes that are to be read.

        Raises:
            UserError: `reading_busy` where too many wait or it takes too long, `reading_two_already` where
                this person has all the places one may have.
        """
        ticket = self._enter(_reader.get(), size > SMALL)
        try:
            self._wait(ticket)
        finally:
            with self.changed:
                self._leave(ticket)
        try:
            yield
        finally:
            with self.changed:
                self.running.remove(ticket.reader)
                self.changed.notify_all()

    def _enter(self, reader: Reader, large: bool) -> Ticket:
        with self.changed:
            ticket = Ticket(reader, large, next(self.numbers))
            own = [
                one for one in [*self.running, *(one.reader for one in self.line)] if one.who == reader.who
            ]
            if reader.who and len(own) >= MOST_OF_ONE:
                raise UserError("reading_two_already")
            if len(self.line) >= self.waiting:
                self._make_room(ticket)
            self.line.append(ticket)
            return ticket

    def _leave(self, ticket: Ticket) -> None:
        self.line = [one for one in self.line if one is not ticket]
        self.changed.notify_all()

    def _make_room(self, new: Ticket) -> None:
        """Send away the last of the address that takes most of the line, unless the new one adds to that."""
        crowd = Counter(one.reader.address for one in self.line)
        last = max(self.line, key=lambda one: (crowd[one.reader.address], one.large, one.number), default=new)
        held, others = crowd[new.reader.address], last.reader.address != new.reader.address
        if (crowd[last.reader.address], last.large) <= (held + others, new.large):
            raise UserError("reading_busy")
        self._leave(last)

    def _wait(self, ticket: Ticket) -> None:
        begun, told = self.clock(), 0
        while True:
            with self.changed:
                if self._may_go(ticket):
                    self._begin(ticket)
                    break
                before = self._before(ticket)
                waited = self.clock() - begun
            if waited > self.patience or before is None:
                raise UserError("reading_busy")
            if waited > TOLD_AFTER and before != told:
                told = before
                ticket.reader.on_wait(before)
            with self.changed:
                if not self._may_go(ticket) and ticket in self.line:
                    self.changed.wait(LOOK)
        if told:
            ticket.reader.on_wait(0)

    def _begin(self, ticket: Ticket) -> None:
        self.running.append(ticket.reader)
        here = {one.address for one in self.running} | {one.reader.address for one in self.line}
        self.served = {address: turn for address, turn in self.served.items() if address in here}
        self.served[ticket.reader.address] = next(self.numbers)
        self.small_in_a_row = 0 if ticket.large else self.small_in_a_row + 1

    def _may_go(self, ticket: Ticket) -> bool:
        """Whether there is a place and this is the next of those whose person has none yet."""
        if len(self.running) >= self.at_once:
            return False
        busy = {one.who for one in self.running} - {""}
        free = [one for one in self.line if one.reader.who not in busy]
        return min(free, key=self._order, default=None) is ticket

    def _order(self, one: Ticket) -> tuple[bool, int, int, int]:
        at_work = sum(reader.address == one.reader.address for reader in self.running)
        late = one.large if self.small_in_a_row < SMALL_IN_A_ROW else not one.large
        return late, at_work, self.served.get(one.reader.address, 0), one.number

    def _before(self, ticket: Ticket) -> int | None:
        """How many are read before, as it looks now; None where the place in the line is gone."""
        order = self._order(ticket)
        if ticket not in self.line:
            return None
        return len(self.running) + sum(self._order(one) < order for one in self.line)
