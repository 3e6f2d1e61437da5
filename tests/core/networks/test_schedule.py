from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.networks.schedule import Schedule
from core.specs import TrainingSpec

TRAINING = TrainingSpec(schedule="plateau", patience=4, epochs=30, learning_rate=0.8)
LOSSES = st.lists(st.floats(0, 10), min_size=40, max_size=40)


def followed(training, losses):
    """The rates of a training with these validation losses."""
    schedule = Schedule(training)
    for loss in losses:
        if schedule.next_rate() is None:
            break
        schedule.improved(loss)
    return schedule.rates


@pytest.mark.parametrize(
    "losses, rates",
    [
        ([5, 4, 3, 2, 1], [0.8, 0.8, 0.8, 0.8, 0.8]),
        ([5, 6, 6, 6, 6, 1], [0.8, 0.8, 0.8, 0.4, 0.4]),  # no better for four epochs: over
        ([5, 6, 6, 4, 6, 6, 6, 6, 1], [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2]),
    ],
)
def test_worked_by_hand(losses, rates):
    assert followed(TRAINING, losses) == rates


@given(LOSSES)
def test_a_rate_never_rises_and_training_ends(losses):
    rates = followed(TRAINING, losses)
    assert rates == sorted(rates, reverse=True) and 1 <= len(rates) <= TRAINING.epochs


@given(LOSSES)
def test_constant_is_constant_and_ends_on_the_same_losses(losses):
    constant = followed(replace(TRAINING, schedule="constant"), losses)
    assert set(constant) == {0.8} and len(constant) == len(followed(TRAINING, losses))
