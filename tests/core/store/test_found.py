"""What was found is kept with the experiment, without words, and only what today's rules found is shown."""

import pytest

from core.store import found as kept
from core.store.found import NOTHING, keep_found
from core.store.store import Store
from core.tasks.forecast.results import outcome
from core.tasks.summary import found_of
from tests.memory import fill_memory
from tests.texts import fill_texts


@pytest.fixture
def store(home):
    store = Store(home)
    yield store
    store.close()


def line(store):
    return store.experiments()[0]


def look(store, id):
    return found_of(store, store.experiment(id))


def test_a_forecast_keeps_its_verdict_and_what_to_send(filled_store):
    store, id = filled_store()
    assert line(store).found is None
    found = look(store, id)
    assert (found["outcome"], found["cell"], found["reference"]) == ("better", "lstm", "ridge")
    assert (
        0.5 < found["gain"] < 0.8
        and found["sent"] in outcome(store, store.experiment(id), store.runs(id)).future.forecasts
    )
    keep_found(store.engine, id, found)
    assert line(store).found.items() >= found.items()


def test_a_classifier_keeps_its_gain(store):
    found = look(store, fill_texts(store))
    assert found["gain"] is not None and 0 < found["accuracy"] <= 1 and found["reference"]


def test_the_lab_keeps_who_solved_it(store):
    found = look(store, fill_memory(store))
    assert set(found["solved"]) <= set(found["wanted"]) and found["outcome"] == "memory"


def test_nothing_to_judge_is_kept_too(filled_store):
    store, id = filled_store("failed")
    assert look(store, id) == NOTHING


def test_what_other_rules_found_is_found_anew(filled_store, monkeypatch):
    store, id = filled_store()
    keep_found(store.engine, id, look(store, id))
    monkeypatch.setattr(kept, "RULES", kept.RULES + 1)
    assert line(store).found is None
