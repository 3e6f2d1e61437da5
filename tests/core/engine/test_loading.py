"""Workers import Keras beside their first job."""

import importlib
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.tasks.job import load

SLOW = """import time
from planted_log import told
told.append("begin")
time.sleep(0.2)
told.append("end")
"""


@pytest.fixture
def planted(tmp_path, monkeypatch):
    """Two modules that take a while; what they tell as they are imported."""
    (tmp_path / "planted_log.py").write_text("told = []\n")
    (tmp_path / "planted_left.py").write_text(SLOW)
    (tmp_path / "planted_right.py").write_text(SLOW)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("planted_log", "planted_left", "planted_right"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("planted_log").told


def test_a_worker_imports_with_one_thread_at_a_time(planted):
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(load, ["planted_left", "planted_right"]))
    assert planted == ["begin", "end"] * 2
