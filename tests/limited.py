"""Do something with hostile bytes in a process that may take one gigabyte, and see what it took."""

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

LIMIT = 1 << 30  # bytes of address space
LONGEST = 30  # seconds of processor time
limited = pytest.mark.skipif(sys.platform != "linux", reason="only there can memory be limited and read")


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    key: str | None  # of the UserError
    facts: dict[str, Any]
    value: Any  # what the task returned
    memory: int  # megabytes it took beyond the imports
    seconds: float  # of the processor, without the imports


def under_limit(task: Callable[..., Any], body: bytes, *given: Any) -> Outcome:
    """Run `task(body, *given)`, a function of a module; whatever is not a UserError fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "request").write_bytes(pickle.dumps((task.__module__, task.__name__, given)) + body)
        code = _forked(folder)
        assert code == 0, (Path(folder) / "errors").read_text()[-2000:] or f"ended by {code}"
        return Outcome(*pickle.loads((Path(folder) / "answer").read_bytes()))


def _forked(folder: str) -> int:
    """How a process ended that was forked for one request: to import what reads files takes a second."""
    server = _server()
    assert server.stdin and server.stdout
    server.stdin.write(f"{folder}\n")
    server.stdin.flush()
    return int(server.stdout.readline())


@cache
def _server() -> "subprocess.Popen[str]":
    """One for all tests of this process, with which it ends: it reads until nobody writes."""
    return subprocess.Popen(
        [sys.executable, "-c", "from tests.limited import serve; serve()"],
        cwd=Path(__file__).resolve().parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def serve() -> None:
    """Import what reads files, then fork a process for each folder that is named on standard input."""
    from core.data import reading  # noqa: F401
    from core.text import loading  # noqa: F401

    for line in iter(sys.stdin.readline, ""):
        child = os.fork()
        if child == 0:
            answer(Path(line.strip()))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def answer(folder: Path) -> None:
    """Answer the request that lies in a folder, beside it, and end."""
    import traceback

    code = 1
    try:
        with (folder / "request").open("rb") as request:
            module, name, given = pickle.load(request)
            body = request.read()
        (folder / "answer").write_bytes(pickle.dumps(_told(module, name, body, given)))
        code = 0
    except BaseException:
        (folder / "errors").write_text(traceback.format_exc())
    finally:
        os._exit(code)


def _told(module: str, name: str, body: bytes, given: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a task says under the limits, and what it took."""
    import importlib
    import resource

    from core.errors import UserError

    task = getattr(importlib.import_module(module), name)
    before = _taken()
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST + int(seconds), LONGEST + int(seconds)))
    try:
        told: tuple[Any, ...] = (None, {}, task(body, *given))
    except UserError as error:
        told = (error.key, error.facts, None)
    except MemoryError:
        told = ("out of memory", {}, None)
    took = resource.getrusage(resource.RUSAGE_SELF).ru_utime - seconds
    return *told, _taken() - before, took


def _taken() -> int:
    """The most memory this process has had, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM"))


def as_series(body: bytes) -> tuple[list[str], int]:
    """Everything that the pages ask of a file of series: the names of its columns and its rows."""
    from core.data.reading import read_here

    data = read_here(body, "a").get()
    return list(data.frame), len(data.frame)


def as_texts(body: bytes) -> tuple[list[str], int]:
    """Everything that the pages ask of a file of texts: the names of its columns and its rows."""
    from core.text.loading import from_table, read_texts
    from core.text.reading import read_file, table_cells

    read_file(body, "a", None).answer.get()
    table = read_texts(body, "a")
    table_cells(table)
    return list(table.frame), len(from_table(table).frame)
