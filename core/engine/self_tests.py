"""Machine code for this processor is made and tested while a new engine and its workers import the rest."""

import os
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

from core.engine.environment import BACKEND

ROOT = Path(__file__).resolve().parents[2]


def begin_self_tests() -> None:
    """Start them in a process of their own; a worker that is earlier makes what it needs itself."""
    if (os.environ.get(BACKEND) or "tensorflow") != "tensorflow" or not find_spec("llvmlite"):
        return
    if os.environ.get("UNROLLED_SCHEDULER") or os.environ.get("UNROLLED_PASSES") == "xla":
        return
    command = [sys.executable, "-m", "core.networks.kernels.usable"]
    begun = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    threading.Thread(target=begun.wait, daemon=True).start()  # or it stays as a zombie with its engine
