"""A setting is one field: it turns up in the forms by itself, or a test says which has no place."""

from dataclasses import fields

import pytest

from app.tasks.forecast import setup_form
from app.tasks.memory import setup as lab
from app.tasks.sentiment import setup as texts
from core.specs import ModelSpec, TrainingSpec
from core.tasks.memory.spec import MemorySpec

BY_HAND = {
    "target",
    "covariates",
    "holidays",
    "vectors",
}  # columns, countries and files have widgets of their own
LAB = {  # of the lab: where a field is drawn that no group has, or why it is not
    "problem": "buttons above the form",
    "length": "a slider beside the picture",
    "examples": "as many as the problems were tried with",
    "recurrent_initializer": "the switch of how weights begin",
    "activation": "follows how weights begin",
    "forget_bias": "the switch of what an LSTM remembers",
    "clipnorm": "the switch of whether gradients are clipped",
    "bidirectional": "a memory is read forwards",
    "dropout": "sequences are made up: there are always new ones",
    "l2": "likewise",
    "patience": "what solves a problem late is to be seen, too",
    "least": "belongs to patience",
    "schedule": "the same rate throughout, so that curves can be compared",
    "loss": "the problem says which",
}


def drawable(field):
    """Whether `Form.draw` has a widget for it."""
    return (
        field.type in (bool, "bool") or {"low", "high"} <= set(field.metadata) or "options" in field.metadata
    )


@pytest.mark.parametrize("setup", [setup_form, texts])
def test_each_field_of_a_task_is_drawn(setup):
    spec = setup.ForecastSpec if setup is setup_form else setup.SentimentSpec
    without = [f.name for f in fields(spec) if f.name not in BY_HAND and not drawable(f)]
    assert without == [], "neither number(…), choice(…) nor a switch: draw it by hand"
    assert set(setup.PLACED) <= {f.name for f in fields(spec)}, "placed and no field any more"


@pytest.mark.parametrize("spec", [ModelSpec, TrainingSpec])
def test_each_field_of_network_and_training_is_drawn(spec):
    assert [f.name for f in fields(spec) if not drawable(f)] == []
    assert set(texts.TRAINING) == {f.name for f in fields(TrainingSpec)} - {"loss"}  # it is the cross-entropy


def test_each_field_has_a_place_in_the_lab_or_a_reason():
    drawn = {*lab.NETWORK, *lab.TRAINING}
    there = {f.name for spec in (MemorySpec, ModelSpec, TrainingSpec) for f in fields(spec)}
    assert there - drawn - set(LAB) == set(), "no place in the lab's form and no reason in LAB"
    assert set(LAB) <= there - drawn
