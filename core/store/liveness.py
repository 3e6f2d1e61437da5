"""Whether an engine is alive, told from what it left in the store; clocks may jump either way."""

import socket
from typing import Any, Literal

import psutil

SILENCE = 10.0  # seconds without a heartbeat after which an engine counts as gone
Life = Literal["alive", "silent", "gone"]


def life_of(row: Any, now: float) -> Life:
    """How an engine is doing.

    A heartbeat from far ahead is as strange as one from long ago: the clock was set back since, and an engine
    that lives beats by the new one within seconds.

    Args:
        row: Of the table `engines`.
        now: Seconds since 1970.

    Returns:
        "gone" for one that said goodbye or whose process is missing on this machine, "silent" for one that
        has not been heard of: on another machine, or hung, or the clock was set.
    """
    if row.state == "gone" or (row.host == socket.gethostname() and not _runs(row.pid)):
        return "gone"
    return "silent" if abs(now - row.heartbeat) > SILENCE else "alive"


def _runs(pid: int) -> bool:
    """Whether there is such a process; one that was killed may be listed until its parent looks."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
