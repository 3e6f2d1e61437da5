"""Tasks as they become when a file takes over what reads it; `tests/core/sandbox` has them done apart."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.errors import UserError
from core.sandbox.answers import LENGTH, Attached


@dataclass(frozen=True)
class Mine:
    """A dataclass that is none of the product's."""


class Command:
    """Runs something as it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.system, (f"touch {self.path}",)


def size(body):
    return len(body)


def echo(body, *given):
    return given


def takes_memory(body, megabytes):
    return len(bytearray(megabytes << 20))


def takes_memory_bit_by_bit(body):
    held = []
    while True:
        held.append(bytearray(1 << 20))


def spins(body):
    while True:
        pass


def sleeps(body, seconds=3600):
    time.sleep(seconds)
    return seconds


def forks(body, path):
    """Leaves processes that go on, in sessions of their own."""
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                with Path(path).open("a") as file:
                    file.write(f"{os.getpid()}\n")
                time.sleep(3600)
            os._exit(0)
    time.sleep(0.5)
    return "done"


def prints(body):
    line = "x" * (1 << 20)
    for _ in range(1024):
        print(line)
        print(line, file=sys.stderr)
    return "printed"


def writes(body, path):
    with Path(path).open("wb") as file:
        while True:
            file.write(bytes(1 << 20))


def answers_much(body, megabytes):
    return "x" * (megabytes << 20)


def attaches(body, megabytes):
    return Attached("told", b"y" * (megabytes << 20))


def raises(body):
    raise KeyError("a bug")


def refuses(body):
    raise UserError("no_rows", where="here")


def leaves(body):
    os._exit(0)


def kills_itself(body):
    os.kill(os.getpid(), 9)


def crashes(body):
    import ctypes

    ctypes.string_at(0)


def recurses(body):
    return recurses(body)


def returns_code(body, path):
    return Command(path)


def returns_something_of_its_own(body):
    return Mine()


def returns_what_cannot_be_pickled(body):
    return lambda: None


def forges(body, answer):
    """Writes into the answer's file whatever it likes, and leaves."""
    for number in os.listdir("/proc/self/fd"):
        if "memfd:reading" in os.readlink(f"/proc/self/fd/{number}") and os.lseek(int(number), 0, 2) == 0:
            os.write(int(number), answer)
    os._exit(0)


def environment(body):
    return dict(os.environ)


def files(body):
    """What this process has open."""
    found = []
    for number in os.listdir("/proc/self/fd"):
        with suppress(FileNotFoundError):  # the one that lists them
            found.append((int(number), os.readlink(f"/proc/self/fd/{number}")))
    return [name for number, name in found if number > 2]


def runs_a_program(body):
    return subprocess.run(["sleep", "3600"]).returncode


def packed(pickled):
    """An answer's file with these bytes as its pickle."""
    return LENGTH.pack(len(pickled)) + pickled
