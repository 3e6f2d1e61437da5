from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.networks.schedule import Schedule
from core.specs import TrainingSpec

CHECK = 5
TRAINING = TrainingSpec(schedule="plateau", patience=20, updates=150, learning_rate=0.8)
LOSSES = st.lists(st.floats(0, 10), min_size=40, max_size=40)


def followed(training, losses):
    """The rates of a training with these validation losses."""
    schedule = Schedule(training, CHECK)
    for loss in losses:
        if schedule.next_rate() is None:
            break
        schedule.improved(loss)
    return schedule.rates


@pytest.mark.parametrize(
    "losses, rates",
    [
        ([5, 4, 3, 2, 1], [0.8, 0.8, 0.8, 0.8, 0.8]),
        ([5, 6, 6, 6, 6, 1], [0.8, 0.8, 0.8, 0.4, 0.4]),  # no better for 20 updates: over
        ([5, 6, 6, 4, 6, 6, 6, 6, 1], [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2]),
    ],
)
def test_worked_by_hand(losses, rates):
    assert followed(TRAINING, losses) == rates


@given(LOSSES)
def test_a_rate_never_rises_and_training_ends(losses):
    rates = followed(TRAINING, losses)
    assert rates == sorted(rates, reverse=True) and 1 <= len(rates) <= TRAINING.updates // CHECK


@given(LOSSES)
def test_constant_is_constant_and_ends_on_the_same_losses(losses):
    constant = followed(replace(TRAINING, schedule="constant"), losses)
    assert set(constant) == {0.8} and len(constant) == len(followed(TRAINING, losses))


@given(LOSSES)
def test_patience_waits_for_the_least_updates(losses):
    patient = followed(replace(TRAINING, least=100), losses)
    assert len(patient) >= max(20, len(followed(TRAINING, losses)))


@given(st.floats(0, 10), LOSSES)
def test_the_weights_before_the_first_update_are_a_candidate(first, losses):
    schedule = Schedule(TRAINING, CHECK)
    schedule.improved(first)
    for loss in losses:
        if schedule.next_rate() is None:
            break
        schedule.improved(loss)
    told = [first, *losses[: len(schedule.rates)]]
    assert schedule.best_look == told.index(min(told))


@given(st.integers(1, 100_000), st.integers(1, 100_000), st.integers(0, 4096))
def test_a_training_is_looked_at_often_enough_and_not_too_often(examples, updates, batch):
    training = TrainingSpec(updates=updates, batch=batch)
    check, epoch = training.check(examples), examples // training.batch_size(examples)
    assert updates // check >= 20 or check == 1
    assert check >= 25 or check in (1, updates // 20)
    assert check in (1, 25, epoch, updates // 20)
