"""Read what people bring; what is large is read in a process of its own.

The text of a file takes ten times its size as Python's cells, and memory once taken seldom goes back: the
process that serves the pages keeps the outline and the numbers only. A limit on the reader's memory and time
also holds what a hostile file can do.
"""

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from core.data.content import kind_of
from core.data.files import AUTO, read_table, time_candidates, to_dataset
from core.data.frame import Dataset
from core.errors import UserError

HEAD = 6  # rows of an outline
LARGE = {"text": 1 << 20, "workbook": 1 << 17, "parquet": 1 << 17}  # bytes
MOST_MEMORY = 4 << 30  # bytes that reading may take
PATIENCE = 120.0  # seconds


@dataclass(frozen=True, eq=False)
class Outline:
    """What a table holds, before anything is decided about it."""

    head: pd.DataFrame  # its first rows as text, under unique column names
    times: tuple[str, ...]  # columns that can be read as times, the likeliest first
    sheets: tuple[str, ...]  # of a workbook; the one that was read comes first


def outline(body: bytes, name: str, *, sheet: str | None = None) -> Outline:
    """Look at a file or pasted text.

    Raises:
        UserError: All that `read_table` raises, and `too_heavy_to_read` beyond the limits.
    """
    found: Outline = _where_it_fits(_outline, body, name, sheet)
    return found


def dataset(
    body: bytes,
    name: str,
    *,
    sheet: str | None = None,
    time: str | None = AUTO,
    day_first: bool | None = None,
) -> Dataset:
    """Read a file or pasted text into the canonical shape.

    Raises:
        UserError: All that `read_table` and `to_dataset` raise, and `too_heavy_to_read` beyond the limits.
    """
    found: Dataset = _where_it_fits(_dataset, body, name, sheet, time, day_first)
    return found


def answer() -> None:
    """Answer one request on standard input: the memory to keep to, a task, its arguments, then the body."""
    import resource  # Unix only

    memory, task, given = pickle.load(sys.stdin.buffer)  # from the parent, never from a person
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        told = ("done", TASKS[task](sys.stdin.buffer.read(), *given))
    except UserError as error:
        told = ("refused", (error.key, error.facts))
    except MemoryError:
        told = ("refused", ("too_heavy_to_read", {}))
    pickle.dump(told, sys.stdout.buffer, protocol=5)


def _outline(body: bytes, name: str, sheet: str | None) -> Outline:
    table = read_table(body, name, sheet=sheet)
    return Outline(table.frame.head(HEAD).astype(str), tuple(time_candidates(table)), table.sheets)


def _dataset(body: bytes, name: str, sheet: str | None, time: str | None, day_first: bool | None) -> Dataset:
    return to_dataset(read_table(body, name, sheet=sheet), time=time, day_first=day_first)


TASKS: dict[str, Callable[..., Any]] = {task.__name__: task for task in (_outline, _dataset)}


def _where_it_fits(task: Callable[..., Any], body: bytes, *given: Any) -> Any:
    """Here if it is small; else apart. Only Unix can limit a process' memory; elsewhere all is read here."""
    if sys.platform == "win32" or len(body) < LARGE.get(kind_of(body), 1 << 30):
        return task(body, *given)
    with tempfile.TemporaryFile() as request:
        pickle.dump((MOST_MEMORY, task.__name__, given), request)
        request.write(body)
        request.seek(0)
        try:
            ran = subprocess.run(
                [sys.executable, "-c", "from core.data.reading import answer; answer()"],
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
