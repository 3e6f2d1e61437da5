"""Where an attack takes place: an instance, a browser, and a second visitor who measures."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from playwright.sync_api import Browser

from benchmarks.abuse.served import Served

ROOT = Path(__file__).resolve().parents[2]
LONGEST, MOST = 1.0, 350.0  # seconds that a page may not answer, megabytes of the pages' process
CALM = 0.5  # seconds of the untouched server beside it: beyond that the machine was busy, whoever attacked
CONTROL = (
    "import http.server as h;"
    "h.BaseHTTPRequestHandler.log_message=lambda *a: None;"
    "h.BaseHTTPRequestHandler.do_GET=lambda s: (s.send_response(204), s.end_headers());"
    "s=h.ThreadingHTTPServer(('127.0.0.1', 0), h.BaseHTTPRequestHandler);"
    "print(s.server_port, flush=True); s.serve_forever()"
)


@dataclass(frozen=True)
class Told:
    """What came of an attack, as far as it can be seen by whoever made it.

    Attributes:
        words: What the person is told, or what was found.
        holds: Whether that is as it should be; where it is not about words, time and memory decide alone.
    """

    words: str
    holds: bool = True


@dataclass(frozen=True)
class Stage:
    """What an attack is given."""

    served: Served
    browser: Browser
    patience: float  # seconds


@dataclass(frozen=True)
class Attack:
    """A row of the table.

    Attributes:
        patience: Seconds after which whoever attacks goes on, by default the one of the whole replay.
        engine: Whether it needs an engine that works.
        measured: Whether the second visitor's figures say something: not where processors have work to do.
    """

    name: str
    make: Callable[[Stage], Told]
    patience: float | None = None
    engine: bool = False
    measured: bool = True


@dataclass(frozen=True)
class Figures:
    """What the second visitor saw during an attack: seconds, megabytes."""

    waited: float
    machine: float
    pages: float
    children: float


class Visitor:
    """The second visitor, see `benchmarks.abuse.visitor`."""

    def __init__(self, served: Served) -> None:
        self._control = subprocess.Popen(
            [sys.executable, "-c", CONTROL], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._control.stdout is not None
        places = [str(served.port), str(served.pid), self._control.stdout.readline().strip()]
        self._asks = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.abuse.visitor", *places],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        self.figures()  # it is there
        time.sleep(1.5)  # and has been seen by the server
        self.figures()

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (self._asks, self._control):
            process.kill()
            process.wait()

    def figures(self) -> Figures:
        """What was seen since the last call."""
        assert self._asks.stdin is not None and self._asks.stdout is not None
        self._asks.stdin.write("\n")
        self._asks.stdin.flush()
        told = json.loads(self._asks.stdout.readline())
        waited = max(told["first page"], told["health"], told["script"])
        return Figures(waited, told["machine"], told["pages"], told["children"])
