"""A disk that fills up while an experiment trains, and has room again; figures beside a calm one's.

python -m benchmarks.full_disk    # Linux, as root: it mounts a small file system
"""

import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from benchmarks.kill import Trial, compare, fill, gather, small_series
from core.errors import UserError
from core.store.disk_space import out_of_room
from core.store.engine_process import start_engine
from core.store.states import ENDED
from core.store.store import Store

SIZE = "24m"
FULL_FOR = 16.0  # seconds
PATIENCE = 400.0  # seconds


@contextmanager
def small_disk(folder: Path):
    """A file system of its own, in memory."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)])
    if mounted.returncode:
        sys.exit("A small file system cannot be mounted here: run this on Linux, as root.")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(folder: Path) -> Path:
    """Take all the room that is left."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 9, 1):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue
    return path


def refused(store: Store) -> str:
    """The sentence's key that somebody gets who brings new data and wants it trained."""
    try:
        fill(store, 1, 1)
        store.add_dataset(small_series(99))
    except UserError as error:
        return error.key
    return "nothing"


def healthy(store: Store) -> str:
    """What SQLite says about its file."""
    with store.engine.connect() as connection:
        return str(connection.exec_driver_sql("PRAGMA integrity_check").scalar())


def ended(store: Store, ids: list[str]) -> int:
    """How many runs have ended."""
    return sum(run.state in ENDED for id in ids for run in store.runs(id))


def until(store: Store, ids: list[str], count: int) -> None:
    """Wait until so many runs have ended."""
    deadline = time.monotonic() + PATIENCE
    while ended(store, ids) < count and time.monotonic() < deadline:
        time.sleep(0.2)


def trial(folder: Path, disturbed: bool) -> Trial:
    """One experiment; where it is disturbed, the disk is full for a while."""
    store, seen = Store(folder), Trial()
    ids = fill(store, 1, 2)
    total = len(store.runs(ids[0]))
    engine = start_engine(folder, 60.0)
    try:
        until(store, ids, 3)
        if disturbed:
            filler, before = fill_up(folder), ended(store, ids)
            time.sleep(FULL_FOR / 2)
            print(f"- asked for more: {refused(store)}; pages warn: {out_of_room(folder)}")
            time.sleep(FULL_FOR / 2)
            status = store.engine_status()
            print(f"- after {FULL_FOR:.0f} s: engine's process alive: {engine.poll() is None}", end="; ")
            print(f"runs ended {before} -> {ended(store, ids)}; integrity: {healthy(store)}", end="; ")
            print(f"engine shown as: {status.state if status else None}")
            filler.unlink()
        since = time.monotonic()
        until(store, ids, total)
        seen.seconds = time.monotonic() - since
        gather(store, ids, seen)
        print(f"- {'disturbed' if disturbed else 'calm'}: {sorted(set(seen.states))}, ", end="")
        print(f"{seen.attempts} attempts at {total} runs; integrity: {healthy(store)}; left over: ", end="")
        print([path.name for path in store.data.folder.iterdir() if path.suffix == ".part"])
    finally:
        engine.kill()
        engine.wait(20)
        store.close()
    return seen


def main() -> None:
    """Both, and what differs."""
    with tempfile.TemporaryDirectory() as calm, tempfile.TemporaryDirectory() as small:
        expected = trial(Path(calm), disturbed=False)
        with small_disk(Path(small)):
            found = trial(Path(small), disturbed=True)
    compared, differ = compare(expected, found)
    print(f"\nNumbers compared: {compared}; that differ: {differ}")


if __name__ == "__main__":
    main()
