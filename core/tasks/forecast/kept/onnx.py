"""Kept networks as ONNX, where the converter is installed (`requirements-onnx.txt`)."""

import subprocess
import sys
import tempfile
import threading
from importlib.util import find_spec
from pathlib import Path

from core.errors import UserError

NEEDED = "tf2onnx"
PATIENCE = 600.0  # seconds for all networks of a file
_TURN = threading.Lock()  # a conversion takes as much memory as a worker: one at a time


def onnx_is_there() -> bool:
    """Whether the converter is installed."""
    return find_spec(NEEDED) is not None


def require_onnx() -> None:
    """Raise `onnx_not_installed` where it is not."""
    if not onnx_is_there():
        raise UserError("onnx_not_installed", name=NEEDED)


def with_onnx(path: Path) -> None:
    """Put them into a file of kept networks, in a process of its own; raises `onnx_failed`."""
    require_onnx()
    command = [sys.executable, "-m", "core.networks.to_onnx", str(path)]
    root = Path(__file__).resolve().parents[4]  # where `core` is found, in a clone and in a wheel
    with _TURN:
        ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=PATIENCE)
    if ran.returncode:
        raise UserError("onnx_failed", reason=(ran.stderr.strip().splitlines() or ["?"])[-1][:200])


def onnx_added(body: bytes) -> bytes:
    """The same of a file that lies nowhere yet; raises as `with_onnx`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "networks.zip"
        path.write_bytes(body)
        with_onnx(path)
        return path.read_bytes()
