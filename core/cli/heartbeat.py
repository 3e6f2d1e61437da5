"""Lines of progress where there is no terminal: one at least every ten seconds, whatever the program does."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

EVERY = 10.0  # seconds


@contextmanager
def progress_lines(stream: TextIO, every: float = EVERY) -> Iterator[Callable[[str], None]]:
    """Write the latest of what is told, with the seconds since the beginning.

    Args:
        every: Seconds between two lines.

    Yields:
        Takes how far the work is; what was told last is written again while nothing else comes.
    """
    latest, ended, began = ["starting"], threading.Event(), time.monotonic()

    def write() -> None:
        while not ended.wait(every):
            stream.write(f"{time.monotonic() - began:.0f} s: {latest[0]}\n")
            stream.flush()

    def tell(text: str) -> None:
        latest[0] = text

    writer = threading.Thread(target=write, name="progress", daemon=True)
    writer.start()
    try:
        yield tell
    finally:
        ended.set()
        writer.join()
