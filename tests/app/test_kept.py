"""Choices in the address are read as their field declares them; what does not fit is not there."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.kept import of_field, one_of, some_of, written
from core.specs import ModelSpec, TrainingSpec
from core.tasks.forecast.spec import ForecastSpec


def field_of(spec, name):
    return next(f for f in fields(spec) if f.name == name)


@pytest.mark.parametrize(
    ("spec", "name", "text", "found"),
    [
        (ForecastSpec, "horizon", "12", 12),
        (ForecastSpec, "horizon", "0", None),
        (ForecastSpec, "horizon", "12.5", None),
        pytest.param(ForecastSpec, "horizon", "9" * 400, None, id="more than a float holds"),
        pytest.param(ForecastSpec, "horizon", "9" * 5000, None, id="more than Python reads"),
        (ForecastSpec, "horizon", "<script>", None),
        (TrainingSpec, "learning_rate", "0.003", 0.003),
        (TrainingSpec, "learning_rate", "nan", None),
        (TrainingSpec, "learning_rate", "inf", None),
        (ModelSpec, "bidirectional", "1", True),
        (ModelSpec, "bidirectional", "yes", None),
        (ModelSpec, "activation", "relu", "relu"),
        (ModelSpec, "activation", "softmax", None),
    ],
)
def test_a_field_is_read_within_its_limits(spec, name, text, found):
    f = field_of(spec, name)
    assert of_field(f.default, f.metadata)(text) == found


@given(st.lists(st.text(), unique=True))
def test_names_come_back_as_they_were_chosen(names):
    assert some_of(names)(written(names)) == (names if names != [""] else [])


@pytest.mark.parametrize(
    "text", ["c", "a,c", "[1", "[1]", '["c"]', "{}", pytest.param("[" * 100_000, id="deep")]
)
def test_unknown_names_are_as_if_they_were_not_there(text):
    assert some_of(["a", "b"])(text) is None and one_of(["a", "b"])(text) is None


@given(st.floats(1e-6, 1.0))
def test_numbers_come_back_as_they_were_chosen(rate):
    f = field_of(TrainingSpec, "learning_rate")
    assert of_field(f.default, f.metadata)(written(rate)) == pytest.approx(rate, rel=1e-11)
