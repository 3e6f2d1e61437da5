"""Do one thing in a process of its own, with limits on its memory and time.

The text of a file takes ten times its size as Python's cells, and memory once taken seldom goes back: the
process that serves the pages keeps results only. The limits also hold what a hostile file can do.
"""

import importlib
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.errors import UserError

MOST_MEMORY = 4 << 30  # bytes
PATIENCE = 60.0  # seconds
POSSIBLE = sys.platform != "win32"  # only Unix can limit a process' memory


def apart(task: Callable[..., Any], body: bytes, *given: Any) -> Any:
    """What `task(body, *given)` returns; the task is a function of a module, its result can be pickled.

    Raises:
        UserError: What the task raises, and `too_heavy_to_read` beyond the limits.
    """
    with tempfile.TemporaryFile() as request:
        pickle.dump((MOST_MEMORY, task.__module__, task.__name__, given), request)
        request.write(body)
        request.seek(0)
        try:
            ran = subprocess.run(
                [sys.executable, "-c", "from core.data.apart import answer; answer()"],
                stdin=request,
                cwd=Path(__file__).resolve().parents[2],
                capture_output=True,
                timeout=PATIENCE,
                check=True,
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise UserError("too_heavy_to_read") from error
    how, told = pickle.loads(ran.stdout)
    if how == "refused":
        raise UserError(told[0], **told[1])
    return told


def answer() -> None:
    """Answer one request on standard input: the memory to keep to, a task, its arguments, then the body."""
    import resource  # Unix only

    memory, module, name, given = pickle.load(sys.stdin.buffer)  # from the parent, never from a person
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        task = getattr(importlib.import_module(module), name)
        told = ("done", task(sys.stdin.buffer.read(), *given))
    except UserError as error:
        told = ("refused", (error.key, error.facts))
    except MemoryError:
        told = ("refused", ("too_heavy_to_read", {}))
    pickle.dump(told, sys.stdout.buffer, protocol=5)
