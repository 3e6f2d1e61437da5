"""The dashboard as an operator serves it, or as one has it for oneself; folder and port are its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType

import psutil

START = 60.0  # seconds until it has to answer
MARK = "UNROLLED_HOME"  # in the environment of all that belongs to an instance


class Served:
    """`python -m app.serve` from some folder with this product.

    Args:
        app: The folder; this one, or another version to compare with.
        folder: Where it may write: its home, its temporary files, its log.
        shared: Whether it is for several people; otherwise it is `python -m app`.
        environment: What an operator sets beyond that.
    """

    def __init__(self, app: Path, folder: Path, *, shared: bool = True, **environment: str) -> None:
        self.app, self.folder, self.shared, self.environment = app, folder, shared, environment
        self.home, self.temporary = folder / "home", folder / "tmp"
        self.temporary.mkdir(parents=True, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Served":
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends the benchmark ends this as well
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """Of the process that serves the pages."""
        assert self.process is not None
        return self.process.pid

    def surroundings(self) -> dict[str, str]:
        """The environment of the instance, which is also how its processes are known."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("UNROLLED_")}
        own.pop("PYTHONPATH", None)
        own |= {MARK: str(self.home), "TMPDIR": str(self.temporary), "UNROLLED_PORT": str(self.port)}
        return own | {"UNROLLED_SHARED": str(int(self.shared)), "UNROLLED_WARM_UP": "off"} | self.environment

    def start(self) -> None:
        """Start, and wait until it answers."""
        alone = ["app", "--server.port", str(self.port), "--server.headless", "true"]
        command = [sys.executable, "-m", *(["app.serve"] if self.shared else alone)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.app, env=self.surroundings(), umask=0o022, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + START
        while time.monotonic() < deadline:
            if self.answers(1.0):
                return
            time.sleep(0.1)
        raise RuntimeError(f"no answer within {START:.0f} s; it said:\n{(self.folder / 'log').read_text()}")

    def answers(self, patience: float) -> bool:
        """Whether it says within so many seconds that it is well."""
        try:
            urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=patience).close()
        except OSError:
            return False
        return True

    def memory(self) -> float:
        """Megabytes that the pages' process holds."""
        return float(psutil.Process(self.pid).memory_info().rss / 1e6)

    def processor_time(self) -> float:
        """Seconds of processors that the pages' process and its readers have used."""
        pages = psutil.Process(self.pid)
        times = [one.cpu_times() for one in (pages, *pages.children(recursive=True))]
        ended = sum(one.children_user + one.children_system for one in times)
        return float(ended + sum(one.user + one.system for one in times))

    def family(self) -> list[psutil.Process]:
        """Every process of the instance, the engine's and its workers' too."""
        found = []
        for process in psutil.process_iter(["environ"]):
            if (process.info["environ"] or {}).get(MARK) == str(self.home):
                found.append(process)
        return found

    def stop(self) -> None:
        """End the pages, the engine and whatever they started."""
        for process in self.family():
            try:
                process.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
        if self.process is not None:
            self.process.wait()

    def again(self) -> None:
        """A new one in its place, with the same home."""
        self.stop()
        self.start()
