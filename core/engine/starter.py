"""Who started an engine: once the app is closed its engine does not wait half an hour for another click."""

import os
import threading
import time
from typing import Protocol

import psutil

ORPHANED = 60.0  # seconds without work after which an engine leaves whose app has been closed
LOOK = 2.0  # seconds between looks


class Leaving(Protocol):
    """An engine, as far as its patience goes."""

    idle_seconds: float


def watch_starter(engine: Leaving, starter: int, every: float = LOOK) -> None:
    """Shorten the engine's patience as soon as the process that started it is gone; returns at once.

    Args:
        engine: Whose `idle_seconds` is shortened; what is queued is done all the same.
        starter: Number of that process.
        every: Seconds between looks.
    """
    threading.Thread(target=_watch, args=(engine, starter, every), daemon=True).start()


def _watch(engine: Leaving, starter: int, every: float) -> None:
    try:
        process = psutil.Process(starter)
        # Whoever left before we looked has left us to another parent; his number may be somebody else's now.
        while os.name == "nt" or starter == os.getppid():
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                break
            time.sleep(every)
    except psutil.NoSuchProcess:
        pass
    engine.idle_seconds = min(engine.idle_seconds, ORPHANED)
