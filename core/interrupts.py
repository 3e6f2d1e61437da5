"""Ctrl-C: whoever interrupts the wait for something queued has it stopped, whenever the key was pressed."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Result = TypeVar("Result")


def stopped_on_interrupt(
    queue: Callable[[], str], work: Callable[[str], Result], stop: Callable[[str], None]
) -> Result:
    """Queue something and work with its id; an interrupt or error in between stops what was queued.

    Args:
        queue: Returns the id of what it has queued.
        work: Gets the id.
        stop: Gets the id too, before the interrupt or error goes on.
    """
    id = None
    try:
        with _interrupts_held_back():
            id = queue()
        return work(id)
    except BaseException:
        if id is not None:
            stop(id)
        raise


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Ctrl-C takes effect at the end, when the id is known."""
    if threading.current_thread() is not threading.main_thread():  # which is the only one that gets it
        yield
        return
    held: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: held.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if held:
            signal.raise_signal(signal.SIGINT)
