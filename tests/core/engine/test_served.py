"""The commands of the containers, run here: a scheduler and a worker over TLS, an engine, PostgreSQL."""

import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from core.specs import ModelSpec
from core.store.engine_process import ROOT
from core.store.states import ENDED
from core.tasks.forecast.spec import QUICK

pytestmark = [
    pytest.mark.engine,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("database", ["postgresql"], indirect=True),
]
SERVICES = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
STORE = SERVICES["engine"]["environment"]["UNROLLED_STORE"]
SMALL = {"model": ModelSpec(units=4), "training": replace(QUICK.training, updates=40)}


class Running:
    """The services' commands as processes of this machine."""

    def __init__(self, folder, replaced):
        self.folder, self.replaced, self.processes = folder, replaced, []

    def _here(self, text):
        for there, here in self.replaced.items():
            text = text.replace(there, here)
        return re.sub(r"\$\{\w+:-(.*?)\}", r"\1", text)  # what is not set in .env

    def _command(self, name):
        words = [self._here(word) for word in SERVICES[name]["command"]]
        known = {"python": [sys.executable], "dask": [str(Path(sys.executable).with_name("dask"))]}
        return [*known.get(words[0], [words[0]]), *words[1:]]

    def once(self, name):
        subprocess.run(self._command(name), check=True, capture_output=True, timeout=60)

    def start(self, name):
        own = {key: self._here(str(value)) for key, value in SERVICES[name]["environment"].items()}
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                self._command(name), cwd=self.folder, env=os.environ | {"PYTHONPATH": str(ROOT)} | own,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.processes.append(process)

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait(30)

    def told(self):
        return "\n".join(path.read_text() for path in self.folder.glob("*.log"))


@pytest.fixture
def services(tmp_path, database):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    places = {STORE: database, "scheduler:8786": f"127.0.0.1:{port}", "8786": port}
    running = Running(tmp_path, places | {"/certificates": str(tmp_path), "/data": str(tmp_path)})
    yield running
    running.stop()


def test_an_experiment_is_trained_over_tls_into_postgresql(services, store, create):
    services.once("certificates")
    for name in ("scheduler", "worker", "engine"):
        services.start(name)
    id = create(**SMALL, cells=("rnn",), seeds=1)
    deadline = time.monotonic() + 150
    while not all(run.state in ENDED for run in store.runs(id)):
        assert time.monotonic() < deadline, services.told()
        time.sleep(0.2)
    assert {run.state for run in store.runs(id)} == {"done"}, services.told()
    assert all(store.arrays(run.id) for run in store.runs(id)) and store.epochs(id)
    assert "tls://" in (services.folder / "scheduler.log").read_text()
    services.stop()
    assert store.engine_status().state == "gone"
