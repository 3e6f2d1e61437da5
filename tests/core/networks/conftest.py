"""Machine code of all tests here lies in one folder; the layers' self-test runs where a test is about it."""

import pytest


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("kernels")


@pytest.fixture
def native_passes(monkeypatch, folder):
    """Layers take the native passes without the self-test: these tests look at the same, and more."""
    from core.networks.kernels import compiled, usable

    if compiled.this_processor() is None:
        pytest.skip("no vectors")
    monkeypatch.setattr(usable, "why_not", lambda cell, activation, masked: None)
    monkeypatch.setattr(usable, "folder", lambda: folder)
