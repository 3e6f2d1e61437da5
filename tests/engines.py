"""Engines as tests need them: started on a store, waited for, looked into."""

import os
import signal
import time

import numpy as np
import psutil

from core.engine.forkserver import start_method
from core.store.engine_process import start_engine
from core.store.states import ENDED


def tls_environment(folder, security):
    """Variables by which Dask's commands and an engine take a key, which is put into a folder."""
    ca, key = folder / "dask.pem", folder / "dask.key"
    ca.write_text(security.tls_ca_file)
    key.write_text(security.tls_worker_key)
    roles = [f"DASK_DISTRIBUTED__COMM__TLS__{role}" for role in ("SCHEDULER", "WORKER", "CLIENT")]
    files = {f"{role}__{part}": str(path) for role in roles for part, path in (("CERT", ca), ("KEY", key))}
    return files | {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(ca)}


class Engine:
    """An engine process on a store."""

    def __init__(self, store):
        self.store = store
        self.start()

    def start(self):
        """Start it; one that has ended is replaced."""
        self.process = start_engine(self.store.folder, idle_seconds=600)

    def running(self):
        """Whether it is there."""
        return self.process.poll() is None

    def kill(self):
        """End it without a goodbye; its workers, which follow it."""
        tree = psutil.Process(self.process.pid).children(recursive=True)
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        psutil.wait_procs(tree, timeout=20)
        return tree

    def stop(self):
        """Ask it to leave."""
        if self.running():
            self.process.terminate()
            self.process.wait(30)


def until(condition, seconds=120.0):
    """Wait for a condition; its value, or a failure that says how long it was waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")


def ended(store, id, seconds=120.0):
    return until(lambda: all(run.state in ENDED for run in store.runs(id)) and store.runs(id), seconds)


def command_of(process):
    """Its command; nothing of one that ends meanwhile, as the self-tests of an engine do."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def workers(process):
    """Processes that train: forked from the one that has imported Keras."""
    tree = psutil.Process(process.pid).children(recursive=True)
    if start_method() == "spawn":
        return [p for p in tree if "spawn_main" in command_of(p)]
    (forkserver,) = [p for p in tree if "forkserver" in command_of(p) and p.ppid() == process.pid]
    return forkserver.children()


def assert_same(one, other):
    assert one.keys() == other.keys()
    for key in one:
        np.testing.assert_array_equal(one[key], other[key], err_msg=str(key))
