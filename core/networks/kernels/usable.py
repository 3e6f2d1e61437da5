"""Whether what is compiled may be used in this process, found out once per processor and version.

The self-test runs in a process of its own; what it said is kept beside the machine code. An engine has the
usual ones tested as it starts: `python -m core.networks.kernels.usable`.
"""

import hashlib
import logging
import os
import signal
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from core.cells import CELLS
from core.home import cache_folder

PATIENCE = 600  # seconds; two on an idle machine
WRONG = 3  # exit status of a self-test that failed; others mean that it did not take place
LATER = 14  # niceness of tests for texts, which have to be read and counted first
FROM_OUTSIDE = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGKILL", 0))  # also from want of memory
ROWS = "rows"  # the test of an embedding's gradient
ROOT = Path(__file__).resolve().parents[3]
_logger = logging.getLogger(__name__)


def why_not(cell: str, activation: str, *, masked: bool = False) -> str | None:
    """What keeps a cell's native passes from being used; None: nothing.

    Returns:
        "missing": llvmlite or what TensorFlow has to export; "no_vectors": the processor lacks fused products
        and sums; "wrong": the passes that were compiled did not compute what they should.
    """
    return _why_not(f"{cell}-{activation}-{'masked' if masked else 'whole'}")


def why_no_rows() -> str | None:
    """The same of an embedding's gradient."""
    return _why_not(ROWS)


def _why_not(subject: str) -> str | None:
    if not find_spec("llvmlite"):
        return "missing"
    from core.networks.kernels.compiled import this_processor
    from core.networks.kernels.registry import lend_functions

    if this_processor() is None:
        return "no_vectors"
    try:
        lend_functions()
    except (AttributeError, OSError):
        return "missing"
    return None if _right(subject) else "wrong"


def folder() -> Path | None:
    """Where machine code is kept."""
    return cache_folder("kernels")


@cache
def _right(subject: str) -> bool:
    """Whether the self-test succeeds; one that was not finished is tried again in the next process."""
    from core.networks.kernels.compiled import keep

    place = folder()
    note = None if place is None else place / f"{_version(subject)}.checked"
    if note is not None and note.exists():
        return note.read_text(encoding="utf-8") == "right"
    try:
        right = _tested(subject, place)
    except (OSError, subprocess.TimeoutExpired):
        return False
    if note is not None and right is not None:
        keep(note, b"right" if right else b"wrong")
    return bool(right)


def _tested(subject: str, place: Path | None) -> bool | None:
    """None: the test did not take place."""
    command = [sys.executable, "-m", "core.networks.kernels.check", subject, str(place or "")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    if run.returncode:
        _logger.warning("%s fails its self-test: %s", subject, run.stderr.strip()[-300:])
    if run.returncode < 0 and -run.returncode in FROM_OUTSIDE:
        return None
    ended = run.returncode < 0 or run.returncode == WRONG  # a signal of its own doing, or numbers that differ
    return False if ended else True if run.returncode == 0 else None


def _version(subject: str) -> str:
    """Changes with the code, the compiler and the processor."""
    from core.networks.kernels.compiled import version

    digest = hashlib.sha256(f"{version()} {subject}".encode())
    for source in sorted((ROOT / "core" / "cells").glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:32]


def main() -> None:
    """Test all, what forecasts need first; without TensorFlow, which would take longer than the tests."""
    from core.networks.kernels.compiled import this_processor

    if this_processor() is None:
        return
    cells = [cell.name for cell in CELLS.values() if cell.fast]
    for cell in cells:
        _right(f"{cell}-tanh-whole")
    if hasattr(os, "nice"):
        os.nice(LATER)
    for subject in (*(f"{cell}-tanh-masked" for cell in cells), ROWS):
        _right(subject)


if __name__ == "__main__":
    main()
