"""One reading: the fence around it, the task, and the answer it leaves."""

import importlib
import os
import pickle
import sys
import traceback
from contextlib import suppress
from typing import IO, Any

from core.errors import UserError
from core.sandbox.answers import TOO_HEAVY, write_answer
from core.sandbox.limits import MOST_FILES, Limits

inside = [False]  # whether this process is one that reads: it hands nothing on


def answer(request: IO[bytes], file: IO[bytes]) -> None:
    """Do what a request asks for and write what became of it.

    Args:
        request: Limits, a module, the name of its function, further arguments, then the bytes to read; of the
            pages' process, never of a person.
        file: Empty; gets the answer.
    """
    inside[0] = True
    request.seek(0)  # another process may have begun with it
    limits, module, name, given = pickle.load(request)
    keep_within(limits)
    write_answer(_outcome(request, module, name, given), file)


def _outcome(request: IO[bytes], module: str, name: str, given: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return ("done", getattr(importlib.import_module(module), name)(request.read(), *given))
    except UserError as error:
        return ("refused", (error.key, error.facts))
    except MemoryError:
        return TOO_HEAVY
    except Exception:
        return ("failed", traceback.format_exc())


def keep_within(limits: Limits) -> None:
    """Limit this process for good, as far as the system can: Windows cannot, macOS not its memory."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_AS", _held() + limits.memory),
        ("RLIMIT_CPU", limits.processor),
        ("RLIMIT_FSIZE", limits.written),
        ("RLIMIT_NOFILE", MOST_FILES),
        ("RLIMIT_CORE", 0),
    ):
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # where memory runs out all the same, this goes first


def _held() -> int:
    """Bytes of address space that this process begins with."""
    with suppress(OSError), open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def main() -> None:
    """Answer the request on standard input; standard output gets the answer and nothing that is printed."""
    file = os.fdopen(os.dup(1), "r+b")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    answer(sys.stdin.buffer, file)


if __name__ == "__main__":
    main()
