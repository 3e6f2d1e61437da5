"""`python -m core.sandbox NUMBER`: the process readings are forked from, at an inherited socket.

It has imported what reads files, and nothing else: a reading begins in milliseconds. It has one thread, so
that forking is safe, and leaves when the process that serves the pages is gone, or after a while
without work.
"""

import ctypes
import gc
import importlib
import os
import selectors
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

from core.sandbox.child import answer

READERS = (
    "pandas", "numpy", "pyarrow.parquet", "lxml.html", "python_calamine",
    "core.data.reading", "core.text.reading",
)  # fmt: skip
IDLE = 600.0  # seconds
LONGEST_MESSAGE = 1024  # bytes
DIE_WITH_PARENT, ADOPT_ORPHANS = 1, 36  # of prctl(2)


@dataclass(frozen=True)
class Child:
    """A reading that goes on."""

    asker: socket.socket  # closed at the other end where nobody waits any more
    until: float  # by the monotonic clock


class ForkServer:
    """Forks a process for each request, and makes sure that it ends."""

    def __init__(self, control: socket.socket) -> None:
        self.control, self.children = control, dict[int, Child]()
        self.ready = set[str]()  # modules of tasks
        self.selector = selectors.DefaultSelector()
        self.selector.register(control, selectors.EVENT_READ)
        woken, wake = socket.socketpair()
        wake.setblocking(False)
        woken.setblocking(False)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        self.selector.register(woken, selectors.EVENT_READ)
        self.woken, self.wake = woken, wake

    def serve(self) -> None:
        """Work until the other end is closed, or nothing was asked for a while."""
        last = time.monotonic()
        while self.children or time.monotonic() - last < IDLE:
            for key, _ in self.selector.select(self._patience(last)):
                if key.fileobj is self.control:
                    if not self._hear():
                        return
                    last = time.monotonic()
                elif key.fileobj is self.woken:
                    with suppress(BlockingIOError):
                        self.woken.recv(LONGEST_MESSAGE)
                else:
                    self._kill(key.data)
            for pid, child in self.children.items():
                if time.monotonic() > child.until:
                    self._kill(pid)
            self._bury()

    def end(self) -> None:
        """Kill what still reads."""
        for pid in self.children:
            self._kill(pid)

    def _patience(self, last: float) -> float:
        ends = [child.until for child in self.children.values()] or [last + IDLE]
        return max(0.0, min(ends) - time.monotonic()) + 0.01

    def _hear(self) -> bool:
        """Take one request: seconds and the module of its task, with the files to read from and to answer in.

        Without files it is about to come.

        Returns:
            Whether there may be more.
        """
        message, files, _, _ = socket.recv_fds(self.control, LONGEST_MESSAGE, 3)
        if not message:
            return False
        wall, _, module = message.decode().partition(" ")
        self._get_ready(module)
        if not files:  # it is asked for soon
            return True
        request, reply, asker = files
        pid = os.fork()
        if pid == 0:
            _read(request, reply)
        os.close(request)
        os.close(reply)
        there = socket.socket(fileno=asker)
        self.children[pid] = Child(there, time.monotonic() + float(wall))
        self.selector.register(there, selectors.EVENT_READ, pid)
        return True

    def _get_ready(self, module: str) -> None:
        """Do once what every reading of this module would do again: its imports, and its `get_ready`."""
        if module and module not in self.ready:
            self.ready.add(module)
            with suppress(Exception):  # the reading meets it too, and tells
                getattr(importlib.import_module(module), "get_ready", gc.collect)()
                gc.freeze()

    def _kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)  # before it has a group of its own

    def _bury(self) -> None:
        """Take leave of those that have ended, and of whatever they started."""
        with suppress(ChildProcessError):
            while found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                if found.si_pid in self.children:
                    self._kill(found.si_pid)
                os.waitpid(found.si_pid, 0)
                self._told(found.si_pid)
                for stray in _own_children() - set(self.children):
                    self._kill(stray)

    def _told(self, pid: int) -> None:
        child = self.children.pop(pid, None)
        if child is not None:
            self.selector.unregister(child.asker)
            with suppress(OSError):
                child.asker.send(b"!")
            child.asker.close()


def _own_children() -> set[int]:
    """Processes whose parent this one is, adopted ones among them."""
    me = os.getpid()
    with suppress(OSError), open(f"/proc/self/task/{me}/children") as file:
        return set(map(int, file.read().split()))
    return set()


def _read(request: int, reply: int) -> None:
    """Become a reading: never returns."""
    try:
        os.setsid()
        _prctl(DIE_WITH_PARENT, signal.SIGKILL)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(0, 2)  # nowhere, as the standard output: what is printed may be a gigabyte
        first, second = sorted((request, reply))
        os.closerange(3, first)
        os.closerange(first + 1, second)
        os.closerange(second + 1, os.sysconf("SC_OPEN_MAX"))
        with os.fdopen(request, "rb") as asked, os.fdopen(reply, "r+b") as answered:
            answer(asked, answered)
    finally:
        os._exit(0)


def _prctl(option: int, value: int) -> None:
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def main() -> None:
    """Import, then serve the socket that was handed on."""
    control = socket.socket(fileno=int(sys.argv[1]))
    _prctl(ADOPT_ORPHANS, 1)
    for name in READERS:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    forkserver = ForkServer(control)
    try:
        forkserver.serve()
    finally:
        forkserver.end()
        os._exit(0)


if __name__ == "__main__":
    main()
