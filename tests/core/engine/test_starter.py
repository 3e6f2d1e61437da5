"""An engine whose app has been closed does not stay for half an hour."""

import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from core.engine import starter
from core.engine.starter import ORPHANED, watch_starter
from core.store import engine_process
from core.store.engine_process import start_engine


def engine():
    return SimpleNamespace(idle_seconds=1800.0)


def wait_for_less(one):
    for _ in range(200):
        if one.idle_seconds < 1800.0:
            return
        time.sleep(0.02)


def test_patience_shortens_when_the_starter_ends(monkeypatch):
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(starter.os, "getppid", lambda: process.pid)
    one = engine()
    watch_starter(one, process.pid, every=0.02)
    time.sleep(0.2)
    assert one.idle_seconds == 1800.0
    process.kill()  # and nobody has waited for it: such a process is still in the table
    wait_for_less(one)
    process.wait()
    assert one.idle_seconds == ORPHANED


@pytest.mark.parametrize("number", [2**22 + 1, 1])
def test_a_starter_that_was_gone_before_we_looked_is_gone(number):
    """No process of that number, or one that is not our parent: the number was given to somebody else."""
    one = engine()
    watch_starter(one, number, every=0.02)
    wait_for_less(one)
    assert one.idle_seconds == ORPHANED


def test_whoever_starts_an_engine_says_who_that_was(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(engine_process.subprocess, "Popen", lambda command, **_: asked.append(command))
    start_engine(tmp_path, 1800.0)
    assert asked[0][-2:] == ["--starter", str(engine_process.os.getpid())]
