"""A store in an empty folder, on either database, a small series, and experiments on it."""

import itertools
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import event

from core.data.frame import canonical
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.forecast.sizes import forecast_ends
from core.tasks.forecast.spec import ForecastSpec
from tests import postgres
from tests.engines import Engine

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = itertools.count()


def pytest_generate_tests(metafunc):
    """Modules with `ON_BOTH = True` are run on SQLite and on PostgreSQL."""
    if "database" in metafunc.fixturenames and getattr(metafunc.module, "ON_BOTH", False):
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgresql_server():
    """The host of a running PostgreSQL server; skips where none is installed."""
    with postgres.server() as host:
        yield host


@pytest.fixture
def database(request, tmp_path):
    """The address of an empty database: SQLite unless the module is run on both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.sqlite'}"
        return
    host = request.getfixturevalue("postgresql_server")
    with postgres.database(host, f"unrolled_{next(NUMBERS)}") as url:
        yield url


@pytest.fixture
def store(tmp_path, database):
    store = Store(tmp_path, url=database)
    yield store
    store.close()


@pytest.fixture(scope="session")
def data():
    frame = pd.DataFrame({"y": [float(n % 7) for n in range(120)], "z": [float(n % 5) for n in range(120)]})
    return canonical(frame, name="sevens", source="upload", target="y")


@pytest.fixture(scope="session")
def spec(data):
    """Make a spec for the small series: two seeds, three cells unless told otherwise."""

    def make(**changes):
        task = ForecastSpec(target="y", horizon=2, lookback=5)
        return ExperimentSpec(**{"data": data.sha256, "task": task, "seeds": 2} | changes)

    return make


@pytest.fixture
def create(store, data, spec):
    """Queue an experiment on the small series; returns its id."""

    def queue(**changes):
        store.add_dataset(data)
        wanted = spec(**changes)
        return store.create_experiment(wanted, "sevens", forecast_ends(wanted, 1))

    return queue


@pytest.fixture
def full_disk(store):
    """Returns a context in which the database may not grow, as on a full disk: SQLite itself refuses."""

    @contextmanager
    def full():
        with store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

        def limit(connection, _record):
            connection.execute(f"PRAGMA max_page_count = {pages}")

        event.listen(store.engine, "connect", limit)
        store.engine.dispose()  # connections that were opened before have no limit
        yield
        event.remove(store.engine, "connect", limit)
        store.engine.dispose()

    return full


@pytest.fixture
def uncompiled():
    """Graphs are neither traced nor compiled, which takes ten times as long as a few operations do: for tests
    of what is computed; other tests of the same modules compile it."""
    keras = pytest.importorskip("keras")
    if keras.backend.backend() != "tensorflow":
        yield
        return
    from tensorflow import config

    config.run_functions_eagerly(True)
    yield
    config.run_functions_eagerly(False)


@pytest.fixture(scope="session")
def _session_engine(tmp_path_factory):
    """One engine for all tests that one with other work behind it can serve: each start takes seconds."""
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


@pytest.fixture
def unrolled(tmp_path):
    """Run `python -m core …` on a store of its own, or in the data folder of an engine that runs."""

    def run(*arguments, home=tmp_path / "home"):
        environment = os.environ | {"UNROLLED_HOME": str(home)}
        environment.pop("UNROLLED_ENGINE", None)
        command = [sys.executable, "-m", "core", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240)

    return run
