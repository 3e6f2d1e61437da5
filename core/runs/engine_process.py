"""Find the engine, or start one as a process of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path

from core.runs.store import Store
from core.runs.trouble import writing_files

START_AGAIN = 10.0  # seconds before another engine is started
SLOW_START = 60.0  # seconds that an engine gets to show up while its process is there
_started: dict[Path, tuple[float, "subprocess.Popen[bytes]"]] = {}  # by data folder: this process' latest

ROOT = Path(__file__).resolve().parents[2]


def ensure_engine(store: Store, *, idle_seconds: float = 1800.0) -> None:
    """Start an engine if none is alive; two started at once settle it by the lease.

    Args:
        idle_seconds: The engine leaves after this long without work.
    """
    if os.environ.get("UNROLLED_ENGINE") == "off":  # a server's operator runs it himself; tests want none
        return
    status = store.engine_status()
    if (status is None or status.state == "gone") and not _on_its_way(store.folder):
        _started[store.folder] = time.monotonic(), start_engine(store.folder, idle_seconds)


def _on_its_way(folder: Path) -> bool:
    """Whether an engine of ours is about to show up; on a busy machine that takes a while."""
    if folder not in _started:
        return False
    since, engine = _started[folder]
    return time.monotonic() - since < (SLOW_START if engine.poll() is None else START_AGAIN)


def start_engine(folder: Path, idle_seconds: float) -> "subprocess.Popen[bytes]":
    """Start an engine, detached: it outlives whoever started it, and writes to a log file beside the store.

    An inherited pipe would hang the launcher, so standard streams go to the file or nowhere.
    """
    environment = os.environ | {"UNROLLED_HOME": str(folder)}
    with writing_files(folder), (folder / "engine.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "core.engine", "--idle-seconds", str(idle_seconds)],
            cwd=ROOT, env=environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
