"""The library that should compute is looked for before anything is started."""

import sys

import pytest

from core.engine.environment import require_backend
from core.errors import UserError


@pytest.mark.parametrize("chosen", [None, "", "nothing_of_that_name"])
def test_one_that_is_not_there_is_named(monkeypatch, chosen):
    monkeypatch.delenv("UNROLLED_SCHEDULER", raising=False)
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    if chosen is not None:
        monkeypatch.setenv("KERAS_BACKEND", chosen)
    monkeypatch.setattr("core.engine.environment.find_spec", lambda name: None)
    with pytest.raises(UserError) as missing:
        require_backend()
    assert missing.value.facts == {"backend": chosen or "tensorflow"}


def test_a_cluster_that_others_run_has_its_own(monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "nothing_of_that_name")
    monkeypatch.setenv("UNROLLED_SCHEDULER", "tls://somewhere:8786")
    require_backend()


def test_to_look_imports_nothing(monkeypatch):
    before = "tensorflow" in sys.modules
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    require_backend()
    assert ("tensorflow" in sys.modules) == before
