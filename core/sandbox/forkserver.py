"""The process from which readings are forked, as whoever asks sees it: started when first needed, and again.

Where processes cannot be forked safely, which is everywhere but on Linux, each reading is a fresh one.
"""

import atexit
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from core.errors import UserError

FORKS = sys.platform == "linux"
ROOT = Path(__file__).resolve().parents[2]
START = 60.0  # seconds that the process may take to be there, on a machine that is busy
HANDED_ON = (  # of the environment; passwords stay behind
    "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "PATH", "PYTHONHASHSEED", "PYTHONPATH", "SYSTEMROOT",
    "TEMP", "TMP", "TMPDIR", "TZ", "UNROLLED_HOME", "UNROLLED_READING_MB", "USERPROFILE", "VIRTUAL_ENV",
    "XDG_DATA_HOME",
)  # fmt: skip
ONE_THREAD = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


class _ForkServer:
    """The connection to the process; safe to use from several threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None

    def get_ready(self) -> socket.socket:
        """The connection to a process that is alive, which is started where there is none."""
        with self.lock:
            if self.process is None or self.control is None or self.process.poll() is not None:
                self.leave()
                self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with theirs:
                    self.process = subprocess.Popen(
                        [sys.executable, "-m", "core.sandbox", str(theirs.fileno())],
                        cwd=ROOT, env=environment(), pass_fds=[theirs.fileno()], start_new_session=True,
                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    )  # fmt: skip
            return self.control

    def leave(self) -> None:
        """Let the process go; it ends what it does."""
        if self.control is not None:
            self.control.close()
        self.control = None

    def gone(self, control: socket.socket | None) -> None:
        """Another process is needed than the one at this connection."""
        with self.lock:
            if self.control is control and self.process is not None:
                self.leave()
                self.process.kill()
                self.process.wait()


_forkserver = _ForkServer()
atexit.register(_forkserver.leave)


def get_ready(module: str = "") -> None:
    """Begin to start the process, for what a person is about to bring; returns at once.

    Args:
        module: Of the tasks that will be asked for, where they need more than the others.
    """
    if FORKS:
        with suppress(OSError):  # it left just now; whoever asks starts another
            _forkserver.get_ready().send(f"0 {module}".encode(), socket.MSG_DONTWAIT)


def environment() -> dict[str, str]:
    """What a reading knows of our environment."""
    kept = {name: value for name, value in os.environ.items() if name in HANDED_ON or name[:3] == "LC_"}
    return kept | ONE_THREAD


def run(request: IO[bytes], answer: IO[bytes], module: str, wall: float) -> None:
    """Have a request read; when this returns, no process is there any more that could write the answer.

    Args:
        request: As `core.sandbox.child.answer` reads it.
        answer: Gets the answer.
        module: Of the task.
        wall: Seconds after which the reading is killed.

    Raises:
        UserError: `too_heavy_to_read` beyond that time.
    """
    if not FORKS:
        _fresh(request, answer, wall)
        return
    for _ in range(2):  # a process that was killed, or left for want of work, is followed by another
        if _asked(request.fileno(), answer.fileno(), module, wall):
            return
    raise UserError("too_heavy_to_read")


def _asked(request: int, answer: int, module: str, wall: float) -> bool:
    """Whether the reading has ended; False where the process it was to come from is gone."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        control = _forkserver.get_ready()
        with suppress(OSError):
            socket.send_fds(control, [f"{wall} {module}".encode()], [request, answer, theirs.fileno()])
        theirs.close()
        ours.settimeout(wall + START)
        try:
            ended = ours.recv(1) == b"!"
        except TimeoutError as error:
            raise UserError("too_heavy_to_read") from error
        except OSError:
            ended = False
    if not ended:
        _forkserver.gone(control)
    return ended


def _fresh(request: IO[bytes], answer: IO[bytes], wall: float) -> None:
    with suppress(subprocess.SubprocessError):  # an answer that is not whole says it
        subprocess.run(
            [sys.executable, "-m", "core.sandbox.child"],
            cwd=ROOT, env=environment(), stdin=request, stdout=answer, stderr=subprocess.DEVNULL,
            timeout=wall,
        )  # fmt: skip
