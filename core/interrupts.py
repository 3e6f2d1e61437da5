"""Ctrl-C and SIGTERM: whoever interrupts the wait for something queued has it stopped, whenever that was."""

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

    SIGTERM, by which a shell, a scheduler or a container ends a program, counts as Ctrl-C, unless the program
    has a handler of its own.

    Args:
        queue: Returns the id of what it has queued.
        work: Gets the id.
        stop: Gets the id too, before the interrupt or error goes on.
    """
    id = None
    with _termination_interrupts():
        try:
            with _interrupts_held_back():
                id = queue()
            return work(id)
        except BaseException:
            if id is not None:
                stop(id)
            raise


@contextmanager
def _termination_interrupts() -> Iterator[None]:
    """SIGTERM raises what Ctrl-C does, where it would have ended the program without a word."""
    if not _hears_signals() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _hears_signals() -> bool:
    return threading.current_thread() is threading.main_thread()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Interrupts take effect at the end, when the id is known."""
    if not _hears_signals():
        yield
        return
    held: list[int] = []
    names = (signal.SIGINT, signal.SIGTERM)
    before = {name: signal.signal(name, lambda number, frame: held.append(number)) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
        if held:
            signal.raise_signal(held[0])
