"""A Yahoo on the loopback address."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture
def yahoo():
    spec = importlib.util.spec_from_file_location("yahoo_server", Path(__file__).parent / "yahoo_server.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    server = module.FakeYahoo()
    yield server
    server.close()
