"""An experiment passes into another store whole."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from core.data.samples import load_sample
from core.errors import UserError
from core.store.findings import STAY, keep_finding, kept_finding, kept_findings
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


def test_what_was_found_out_and_decided_since_comes_along_but_no_address_of_others(filled_store, other):
    store, id = filled_store(name="here")
    later = store.add_dataset(replace(load_sample("airline_passengers"), name="later"))
    told = {"rows": {"17": {"label": 1, "given": 0}}, "words": "ü"}
    keep_finding(store.engine, id, "decided", told, now=5.0)
    keep_finding(store.engine, id, "learnt", {}, key=later, data=later)
    for kind in STAY:
        keep_finding(store.engine, id, kind, {"experiment": "f" * 32}, key="e" * 32)
    body = export_experiment(store, id)
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        whole = b"".join(file.read(name) for name in file.namelist())
    assert b"f" * 32 not in whole and b"e" * 32 not in whole
    import_experiment(other, body, id=ID, name="there")
    assert kept_finding(other.engine, ID, "decided") == kept_finding(store.engine, id, "decided")
    assert kept_finding(other.engine, ID, "decided").body == told
    (learnt,) = kept_findings(other.engine, ID, "learnt")
    assert other.dataset_body(learnt.data) == store.dataset_body(later)
    assert not any(kept_findings(other.engine, ID, kind) for kind in STAY)
