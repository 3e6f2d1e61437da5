"""A store in an empty folder, a small series, and experiments on it."""

import pandas as pd
import pytest

from core.data.frame import canonical
from core.runs.plan import forecast_ends
from core.runs.store import Store
from core.specs import ExperimentSpec, ForecastSpec


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path, url=f"sqlite:///{tmp_path / 'store.sqlite'}")
    yield store
    store.close()


@pytest.fixture
def data():
    frame = pd.DataFrame({"y": [float(n % 7) for n in range(120)], "z": [float(n % 5) for n in range(120)]})
    return canonical(frame, name="sevens", source="upload", target="y")


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
        wanted = spec(**changes)
        return store.create_experiment(wanted, "sevens", forecast_ends(wanted, None, dated=False))

    return queue
