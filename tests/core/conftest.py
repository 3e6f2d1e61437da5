"""A store in an empty folder, a small series, and experiments on it."""

from contextlib import contextmanager

import pandas as pd
import pytest
from sqlalchemy import event

from core.data.frame import canonical
from core.runs.plan import Ends
from core.runs.store import Store
from core.specs import ExperimentSpec, ForecastSpec


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path, url=f"sqlite:///{tmp_path / 'store.sqlite'}")
    yield store
    store.close()


@pytest.fixture
def data():
    frame = pd.DataFrame({"y": [float(n % 7) for n in range(120)]})
    return canonical(frame, name="sevens", source="upload")


@pytest.fixture
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
        return store.create_experiment(spec(**changes), "sevens", Ends(1, spec(**changes).forecast.horizon))

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
