"""Have something read apart: by a process with limits on memory, time and answer, a few at a time.

The text of a file takes ten times its size as Python's cells, and memory once taken seldom goes back: the
process that serves the pages keeps results only. The limits also hold what a hostile file can do.
"""

import logging
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from core.errors import UserError
from core.sandbox import forkserver
from core.sandbox.answers import Unexpected, read_answer
from core.sandbox.child import inside
from core.sandbox.limits import Limits, limits
from core.sandbox.line import Line

log = logging.getLogger(__name__)
_line = Line()


def apart(task: Callable[..., Any], body: bytes, *given: Any) -> Any:
    """What `task(body, *given)` returns; the task is a function of a module, its result can be pickled.

    Raises:
        UserError: What the task raises; `too_heavy_to_read` beyond the limits, `reading_failed` for what the
            task did not expect, `reading_busy` and `reading_two_already` where too much is read already.
    """
    if inside[0]:
        return task(body, *given)
    with apart_with_file(task, body, *given) as (answer, _):
        return answer


@contextmanager
def apart_with_file(task: Callable[..., Any], body: bytes, *given: Any) -> Iterator[tuple[Any, IO[bytes]]]:
    """The same of a task that returns `Attached`: what it tells, and a file where its bytes come next."""
    most = limits()
    with _line.turn(len(body)), _file() as request, _file() as answer:
        _write(request, most, task, body, given)
        forkserver.run(request, answer, task.__module__, most.wall)
        yield _read(answer, most, task), answer


def _write(
    file: IO[bytes], most: Limits, task: Callable[..., Any], body: bytes, given: tuple[Any, ...]
) -> None:
    pickle.dump((most, task.__module__, task.__name__, given), file, protocol=5)
    file.write(body)
    file.flush()
    file.seek(0)


def _read(answer: IO[bytes], most: Limits, task: Callable[..., Any]) -> Any:
    try:
        return read_answer(answer, most)
    except UserError as error:
        if isinstance(cause := error.__cause__, Unexpected):
            log.error("%s.%s did not expect this:\n%s", task.__module__, task.__name__, cause)
        raise


def _file() -> IO[bytes]:
    """A file without a name; in memory where the system can, which takes no room in this process."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("reading"), "w+b")
    return tempfile.TemporaryFile()
