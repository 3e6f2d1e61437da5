"""The lines of docs/serving.md for a cluster of one's own, run as they stand, from an empty folder."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from core.specs import ModelSpec
from core.store.engine_process import ROOT
from core.store.states import ENDED
from core.tasks.forecast.spec import QUICK

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]
SMALL = {"model": ModelSpec(units=4), "training": replace(QUICK.training, updates=40)}


def documented():
    """The blocks of shell below "Dask elsewhere", by what they begin."""
    text = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8").split("## Dask elsewhere")[1]
    blocks = re.findall(r"```sh\n(.*?)```", text.split("\n## ")[0], re.DOTALL)
    return dict(zip(("setup", "key", "scheduler", "worker", "engine"), blocks, strict=True))


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


class Shells:
    """A shell per block in one empty folder; only the places of code and data and the ports are ours."""

    def __init__(self, folder, home):
        self.folder, self.blocks, self.running = folder, documented(), {}
        self.ours = {"/srv/unrolled": str(ROOT), "8786": free_port(), "8787": free_port()}
        # The packages may lie elsewhere than in the code's own folder: that one still comes first.
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DASK", "PYTHON"))}
        self.environment = kept | {"PATH": path, "UNROLLED_HOME": str(home), "UNROLLED_WARM_UP": "off"}

    def _text(self, name):
        text = self.blocks["setup"] + self.blocks[name]
        for theirs, mine in self.ours.items():
            text = text.replace(theirs, mine)
        return text

    def once(self, name):
        command = ["bash", "-euc", self._text(name)]
        subprocess.run(command, cwd=self.folder, env=self.environment, check=True, capture_output=True)

    def start(self, name):
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                ["bash", "-euc", self._text(name)], cwd=self.folder, env=self.environment,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def stop(self, name, how=signal.SIGTERM):
        process = self.running.pop(name)
        try:
            os.killpg(process.pid, how)
            process.wait(20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            process.kill()

    def told(self):
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def wait_for(self, name, words):
        deadline = time.monotonic() + 60
        while words not in (self.folder / f"{name}.log").read_text():
            assert time.monotonic() < deadline, self.told()
            time.sleep(0.1)

    def listening(self):
        """Addresses at which anything of ours waits for others."""
        found = set()
        for process in self.running.values():
            root = psutil.Process(process.pid)
            for one in (root, *root.children(recursive=True)):
                found |= {c.laddr.ip for c in one.net_connections("tcp") if c.status == psutil.CONN_LISTEN}
        return found


@pytest.fixture
def shells(tmp_path_factory, store):
    shells = Shells(tmp_path_factory.mktemp("empty"), store.folder)
    yield shells
    for name in list(shells.running):
        shells.stop(name)


def test_a_run_is_trained_and_recorded_whole_after_the_scheduler_came_back(shells, store, create):
    shells.once("key")
    assert (shells.folder / "dask.key").stat().st_mode & 0o077 == 0
    shells.start("scheduler")
    shells.wait_for("scheduler", "Scheduler at")
    shells.start("engine")
    deadline = time.monotonic() + 60
    while (status := store.engine_status()) is None or status.state != "ready":
        assert time.monotonic() < deadline, shells.told()
        time.sleep(0.1)
    shells.stop("scheduler", signal.SIGKILL)
    shells.start("scheduler")
    shells.start("worker")
    id = create(**SMALL, cells=("rnn",), seeds=1)
    deadline = time.monotonic() + 120
    while not all(run.state in ENDED for run in store.runs(id)):
        assert time.monotonic() < deadline, shells.told()
        time.sleep(0.2)
    assert {run.state for run in store.runs(id)} == {"done"}, shells.told()
    trained = next(run for run in store.runs(id) if run.kind == "backtest")
    assert trained.device and trained.kernel and trained.kernel_reason and store.epochs(id)
    assert shells.listening() == {"127.0.0.1"}
