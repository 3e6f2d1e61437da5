"""One engine for all tests that an engine with other work behind it can serve: each start takes seconds."""

import pytest

from core.runs.store import Store
from tests.engines import Engine


@pytest.fixture(scope="session")
def _session_engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("engine")
    store = Store(folder, url=f"sqlite:///{folder / 'store.sqlite'}")
    engine = Engine(store)
    yield engine
    engine.stop()
    store.close()


@pytest.fixture
def shared_engine(_session_engine):
    """It runs, whatever the tests before did to it."""
    if not _session_engine.running():
        _session_engine.start()
    return _session_engine
