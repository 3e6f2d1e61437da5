"""Do something with hostile bytes in a process that may take one gigabyte, and see what it took."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
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
    request = pickle.dumps((task.__module__, task.__name__, given)) + body
    ran = subprocess.run(
        [sys.executable, "-c", "from tests.limited import answer; answer()"],
        input=request,
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:] or f"ended by {ran.returncode}"
    return Outcome(*pickle.loads(ran.stdout))


def answer() -> None:
    """Answer one request on standard input."""
    import importlib
    import resource

    from core.errors import UserError

    module, name, given = pickle.load(sys.stdin.buffer)
    task = getattr(importlib.import_module(module), name)
    body = sys.stdin.buffer.read()
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
    sys.stdout.buffer.write(pickle.dumps((*told, _taken() - before, took)))


def _taken() -> int:
    """The most memory this process has had, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM"))


def as_series(body: bytes) -> tuple[list[str], int]:
    """Everything that the pages ask of a file of series: the names of its columns and its rows."""
    from core.data import reading
    from core.data.choices import AS_FOUND

    reading._outline(body, "a", AS_FOUND)
    data = reading._dataset(body, "a", AS_FOUND)
    return list(data.frame), len(data.frame)


def as_texts(body: bytes) -> tuple[list[str], int]:
    """Everything that the pages ask of a file of texts: the names of its columns and its rows."""
    from core.data.choices import AS_FOUND
    from core.text import reading
    from core.text.columns import find_columns
    from core.text.loading import from_table, read_texts

    reading._outline(body, "a", AS_FOUND)
    table = read_texts(body, "a")
    label = find_columns(table)[1]
    if label is not None:
        reading._labels(body, "a", label, AS_FOUND)
    reading.table_cells(table)
    return list(table.frame), len(from_table(table).frame)
