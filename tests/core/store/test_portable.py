"""An experiment passes into another store whole."""

import numpy as np
import pytest

from core.errors import UserError
from core.store.portable import export_experiment, import_experiment
from core.store.store import Store
from core.tasks.forecast.results import outcome

ID = "0123456789abcdef" * 2


@pytest.fixture
def other(tmp_path):
    store = Store(tmp_path / "other")
    yield store
    store.close()


@pytest.fixture
def moved(filled_store, other):
    """A finished experiment here, and the same there."""
    store, id = filled_store(name="here")
    import_experiment(other, export_experiment(store, id), id=ID, name="there")
    return store, store.experiment(id), other.experiment(ID)


def test_runs_epochs_figures_and_data_come_along(other, moved):
    store, here, there = moved
    assert (there.name, there.spec, there.created) == ("there", here.spec, here.created)
    for one, its in zip(store.runs(here.id), other.runs(ID), strict=True):
        assert vars(one) | {"experiment": ID} == vars(its)
        for name, values in store.arrays(one.id).items():
            np.testing.assert_array_equal(values, other.arrays(its.id)[name])
    assert store.epochs(here.id) == other.epochs(ID) != []
    assert store.dataset_body(here.data) == other.dataset_body(there.data)


def test_the_verdict_is_the_same_there(other, moved):
    store, here, there = moved
    assert outcome(store, here, store.runs(here.id)).verdict == outcome(other, there, other.runs(ID)).verdict


def test_it_is_taken_in_whole_or_not_at_all(other, moved, monkeypatch):
    store, here, _ = moved
    body = export_experiment(store, here.id)
    other.delete(ID)
    monkeypatch.setattr("core.store.portable.artifacts", None)
    with pytest.raises(Exception, match="None"):
        import_experiment(other, body, id=ID, name="there")
    with pytest.raises(UserError, match="unknown_experiment"):
        other.experiment(ID)


def test_the_same_experiment_gives_the_same_bytes(moved):
    store, here, _ = moved
    assert export_experiment(store, here.id) == export_experiment(store, here.id)
