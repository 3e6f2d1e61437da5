"""Experiments with the same name are told apart by what differs."""

from dataclasses import replace

import pytest

from app.experiments.told_apart import names_apart
from app.i18n import translator
from app.names import experiment_name
from core.tasks.forecast.spec import QUICK


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_setting_that_differs_is_told_in_the_readers_language(filled_store, language):
    store, first = filled_store()
    _, second = filled_store(model=replace(QUICK.model, units=8))
    _, other = filled_store("done", "random_walk")
    t = translator(language)
    found = names_apart(t, [store.experiment(id) for id in (first, second, other)])
    units = t("spec.units")
    assert found[first].endswith(f"· {units} {QUICK.model.units}") and found[second].endswith(f"· {units} 8")
    assert found[other] == experiment_name(t, store.experiment(other))  # nothing else is called so


def test_equals_are_told_apart_by_when_they_were_made(filled_store):
    store, first = filled_store()
    _, second = filled_store()
    later = replace(store.experiment(second), created=store.experiment(first).created + 5)
    t = translator("en")
    found = names_apart(t, [store.experiment(first), later])
    name = experiment_name(t, later)
    assert len(set(found.values())) == 2 and all(one.startswith(name) for one in found.values())


def test_what_people_called_differently_is_left_as_it_is(filled_store):
    store, first = filled_store(name="mine")
    _, second = filled_store(name="yours", seeds=1)
    found = names_apart(translator("en"), [store.experiment(id) for id in (first, second)])
    assert set(found.values()) == {"mine", "yours"}
