"""Whose pages are running: one person's many tabs take turns, so that others have theirs.

A page that runs holds the interpreter most of the time; what asks for a run, and when it has ended, is read
from the messages themselves.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Mapping

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LONGEST = 10.0  # seconds after which a run is no longer counted, and the most that a page waits for its turn
LOOK = 0.05  # seconds
SMALL = 1024  # bytes; the end of a run is a short message


def ends_run(message: bytes) -> bool:
    """Whether the server tells that a page has run, and runs no further."""
    if len(message) > SMALL:
        return False
    told = ForwardMsg.FromString(message)
    return told.WhichOneof("type") == "script_finished" and (
        told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


class Runs:
    """The pages that are running, by who opened them."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.running: defaultdict[str, dict[int, float]] = defaultdict(dict)

    async def turn(self, page: int, most: Mapping[str, int]) -> None:
        """Wait until a page may run: where it runs already, at once.

        Args:
            page: Its number.
            most: How many pages may run at a time, of a person, from an address.
        """
        begun = self.now()
        while self.now() - begun < LONGEST and any(self._others(name, page) >= most[name] for name in most):
            await asyncio.sleep(LOOK)
        for name in most:
            self.running[name][page] = self.now()

    def ended(self, page: int, most: Mapping[str, int]) -> None:
        """A page has run, or is gone."""
        for name in most:
            self.running[name].pop(page, None)
            if not self.running[name]:
                del self.running[name]

    def _others(self, name: str, page: int) -> int:
        since = self.now() - LONGEST
        return sum(begun > since for one, begun in self.running.get(name, {}).items() if one != page)
