"""Whose experiments, sweeps and data: one person may be several, and nobody learns what others brought."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from core.data.samples import load_sample
from core.store.data_folder import DATA, VECTORS
from core.store.schema import brought
from core.store.whose import hand_over, has_any, name_of_brought
from core.tasks.forecast.sizes import forecast_ends

ON_BOTH = True


@pytest.fixture
def brought_by_two(store, data):
    """The same content, which each calls otherwise."""
    store.add_dataset(replace(data, name="layoffs in March"), "ann")
    store.add_dataset(replace(data, name="exercise 3"), "bob")
    return store, (data.sha256, DATA)


def test_each_calls_data_as_they_did_and_others_learn_nothing(brought_by_two):
    store, name = brought_by_two
    assert name_of_brought(store.engine, name, {"ann"}) == "layoffs in March"
    assert name_of_brought(store.engine, name, {"bob"}) == "exercise 3"
    assert name_of_brought(store.engine, name, {"eve"}) is None
    assert name_of_brought(store.engine, name, set()) is None
    assert name_of_brought(store.engine, (name[0], VECTORS), {"ann"}) is None
    assert name_of_brought(store.engine, (name[0][:10], DATA), {"ann"}) is None


def test_who_trained_on_data_has_it_too_under_their_name(store, data, spec):
    store.add_dataset(replace(data, name="layoffs in March"), "ann")
    ends = forecast_ends(spec(), 1)
    store.create_experiment(spec(), "mine", ends, owner="bob", source_name="exercise 3")
    assert name_of_brought(store.engine, (data.sha256, DATA), {"bob"}) == "exercise 3"
    assert name_of_brought(store.engine, (data.sha256, DATA), {"eve"}) is None
    assert has_any(store.engine, {"bob"}) and not has_any(store.engine, {"eve"})


def test_what_is_handed_over_is_the_others_alone(brought_by_two, spec):
    store, name = brought_by_two
    hand_over(store.engine, {"ann", "bob"}, "cleo")
    assert name_of_brought(store.engine, name, {"ann", "bob"}) is None
    assert name_of_brought(store.engine, name, {"cleo"}) in ("layoffs in March", "exercise 3")
    with store.engine.connect() as connection:
        assert len(connection.execute(select(brought).where(brought.c.owner == "cleo")).all()) == 1
    assert not has_any(store.engine, {"ann"})


def test_a_sample_that_somebody_uploads_under_another_name_is_called_so(store):
    data = load_sample("random_walk")
    store.add_dataset(data)
    assert store.dataset(data.sha256).source == "sample"
    other = store.dataset(data.sha256, "mine.csv")
    assert (other.name, other.source) == ("mine.csv", "upload") and other.sha256 == data.sha256
