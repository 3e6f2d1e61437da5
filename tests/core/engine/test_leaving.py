"""An engine that is told to leave does so soon, whatever its cluster and its store are doing."""

import signal
import subprocess
import sys
import time

import psutil
import pytest

from core.engine.keys import own_security
from core.engine.service import PATIENCE
from core.store.engine_process import ROOT
from tests.engines import Engine, tls_environment, until

pytestmark = [pytest.mark.engine, pytest.mark.timeout(180)]
DRIVEN_OUT = """
import time
from core.engine import service

service.PATIENCE = service.GOODBYE = 0.1

class Lease:
    def release(self):
        {goodbye}

service._leave_anyway(Lease())
"""


@pytest.fixture
def scheduler(tmp_path, monkeypatch):
    """A scheduler in a process of its own, at an address."""
    for name, value in tls_environment(tmp_path, own_security()).items():
        monkeypatch.setenv(name, value)
    command = [
        sys.executable,
        "-m",
        "dask",
        "scheduler",
        "--protocol",
        "tls",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
    ]
    with subprocess.Popen([*command, "--no-dashboard"], stderr=subprocess.PIPE, text=True) as process:
        address = next(line.split()[-1] for line in process.stderr if "Scheduler at" in line)
        yield psutil.Process(process.pid), address
        process.send_signal(signal.SIGCONT)
        process.kill()


def test_an_engine_leaves_a_scheduler_that_does_not_answer(store, scheduler, monkeypatch):
    process, address = scheduler
    monkeypatch.setenv("UNROLLED_SCHEDULER", address)
    engine = Engine(store)
    until(lambda: (status := store.engine_status()) and status.state == "ready")
    process.suspend()
    time.sleep(1.0)  # it calls the roll meanwhile
    asked = time.monotonic()
    engine.stop()
    assert time.monotonic() - asked < PATIENCE, "it went by itself"
    assert engine.process.returncode == 0 and store.engine_status().state == "gone"


@pytest.mark.parametrize("goodbye", ["time.sleep(600)", "raise RuntimeError"], ids=["hangs", "fails"])
def test_a_last_word_that_cannot_be_said_keeps_no_engine(goodbye):
    script = DRIVEN_OUT.format(goodbye=goodbye)
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=60).returncode == 0
