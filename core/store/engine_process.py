"""Find the engine, or start one as a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.private import private_opener
from core.store.store import Store
from core.store.trouble import writing_files

START_AGAIN = 10.0  # seconds before another engine is started
SLOW_START = 60.0  # seconds that an engine gets to show up while its process is there
LARGEST_LOG = 10_000_000  # bytes after which it begins anew
END_OF_LOG = 4_000  # bytes of it that are looked through for its last line
MOST_LETTERS = 200  # of that line

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Start:
    """An engine that this process has started."""

    since: float
    process: "subprocess.Popen[bytes]"
    before: str | None  # why the one before had ended, if that was an error


_started: dict[Path, Start] = {}  # by data folder: the latest


def ensure_engine(store: Store, *, idle_seconds: float = 1800.0) -> None:
    """Start an engine if none is alive; two started at once settle it by the lease.

    Args:
        idle_seconds: The engine leaves after this long without work.
    """
    if os.environ.get("UNROLLED_ENGINE") == "off":  # a server's operator runs it himself; tests want none
        return
    status = store.engine_status()
    if (status is None or status.state == "gone") and not _on_its_way(store.folder):
        before = failure(store.folder)
        _started[store.folder] = Start(time.monotonic(), start_engine(store.folder, idle_seconds), before)


def failure(folder: Path) -> str | None:
    """Why the engine that this process started last ended by itself with an error, in its own words.

    Until another shows up, what is told stays: an engine that fails as it starts is started again and again.
    """
    start = _started.get(folder)
    if start is None:
        return None
    code = start.process.poll()
    if code is None:
        return start.before
    if code == 0:
        return None
    return signal.Signals(-code).name if code < 0 else _last_line(folder / "engine.log")


def shorten_log(folder: Path, largest: int = LARGEST_LOG) -> None:
    """Begin the engine's log anew where it has grown; one before it is kept.

    Workers write to the same file, at its end wherever that is: it is copied and cut, not renamed.
    """
    log = folder / "engine.log"
    with suppress(OSError):
        if log.stat().st_size > largest:
            with log.open("rb") as old, open(log.with_suffix(".log.1"), "wb", opener=private_opener) as new:
                shutil.copyfileobj(old, new)
            os.truncate(log, 0)


def _last_line(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - END_OF_LOG))
            lines = file.read().decode("utf-8", errors="replace").split("\n")
    except OSError as error:
        return str(error)
    return next((line.strip() for line in reversed(lines) if line.strip()), "")[:MOST_LETTERS]


def _on_its_way(folder: Path) -> bool:
    """Whether an engine of ours is about to show up; on a busy machine that takes a while."""
    if folder not in _started:
        return False
    start = _started[folder]
    patience = SLOW_START if start.process.poll() is None else START_AGAIN
    return time.monotonic() - start.since < patience


def start_engine(folder: Path, idle_seconds: float) -> "subprocess.Popen[bytes]":
    """Start an engine, detached: it outlives whoever started it, and writes to a log file beside the store.

    What is queued then is still done; after a minute without work an engine leaves whose starter is gone.

    An inherited pipe would hang the launcher, so standard streams go to the file or nowhere.
    """
    shorten_log(folder)
    environment = os.environ | {"UNROLLED_HOME": str(folder)}
    with writing_files(folder), open(folder / "engine.log", "ab", opener=private_opener) as log:
        return subprocess.Popen(
            [sys.executable, "-m", "core.engine", "--idle-seconds", str(idle_seconds),
             "--starter", str(os.getpid())],
            cwd=ROOT, env=environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
