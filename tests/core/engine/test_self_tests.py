"""A new engine has machine code made and tested, where its own workers will want it."""

import threading
from types import SimpleNamespace

import pytest

from core.engine import self_tests

pytest.importorskip("llvmlite")


@pytest.mark.parametrize(
    ("setting", "begun"),
    [
        ({}, 1),
        ({"KERAS_BACKEND": "torch"}, 0),
        ({"UNROLLED_SCHEDULER": "tls://elsewhere:8786"}, 0),
        ({"UNROLLED_PASSES": "xla"}, 0),
    ],
    ids=str,
)
def test_they_begin_where_workers_of_our_own_compute_with_tensorflow(setting, begun, monkeypatch):
    started, awaited = [], threading.Event()

    def start(command, **how):
        started.append(command)
        return SimpleNamespace(wait=awaited.set)

    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(self_tests.subprocess, "Popen", start)
    self_tests.begin_self_tests()
    assert len(started) == begun
    assert awaited.wait(10 * begun) == bool(begun), "it would stay as a zombie"


def test_none_begin_where_there_is_no_compiler(monkeypatch):
    monkeypatch.setattr(self_tests, "find_spec", lambda name: None)
    monkeypatch.setattr(self_tests.subprocess, "Popen", None)
    self_tests.begin_self_tests()
