"""Training: what it promises on every backend, and that a kept trainer forgets what it did before."""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.cells import CELLS
from core.data.windows import Windows
from core.errors import Stopped, UserError
from core.networks.cached import cached_trainer
from core.networks.schedule import Replay, Schedule
from core.networks.trainers import BatchTrainer
from core.networks.training import Part, fit
from core.specs import ModelSpec, TrainingSpec
from core.tasks.forecast.network import Shape

keras = pytest.importorskip("keras")
pytestmark = pytest.mark.keras
ON_TENSORFLOW = keras.backend.backend() == "tensorflow"
KERNELS = ["standard", "fast"] if ON_TENSORFLOW else ["standard"]
EACH = 9  # updates of an epoch: 75 windows in batches of 8
TRAINING = TrainingSpec(updates=4 * EACH, batch=8, learning_rate=0.01)
LOOKBACK = 6


@pytest.fixture(scope="module")
def wave():
    """Windows of a sine and the two values that follow each."""
    values = np.sin(np.arange(90) / 4)[:, None]
    rows = np.arange(LOOKBACK - 1, 80, dtype=np.int64)
    return Windows(values, rows, LOOKBACK), values[rows[:, None] + [1, 2], 0]


def trainer_for(cell="gru", kernel="standard", seed=1, training=TRAINING, model=None):
    shape = Shape(cell, model or ModelSpec(units=4), 4, LOOKBACK, 1, 2)
    return cached_trainer(shape, training, kernel, training.batch, seed)


def trained(wave, cell, kernel, seed, training=TRAINING, model=None):
    """Answers after a short training."""
    x, y = wave
    trainer = trainer_for(cell, kernel, seed, training, model)
    how = fit(trainer, [Part(x, y, (x, y))], Schedule(training, EACH), seed=seed)
    return trainer.predict(x), how


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("cell", CELLS)
def test_a_loop_that_has_served_before_gives_the_same_to_the_last_bit(wave, cell, kernel):
    model = ModelSpec(units=4, dropout=0.3)
    one, _ = trained(wave, cell, kernel, 1, model=model)
    other, _ = trained(wave, cell, kernel, 2, model=model)
    again, _ = trained(wave, cell, kernel, 1, model=model)
    np.testing.assert_array_equal(one, again)
    assert np.abs(one - other).max() > 1e-4


def test_the_global_seed_moves_nothing(wave):
    """It is left alone: to set it makes TensorFlow prepare each graph anew."""
    model, found = ModelSpec(units=4, dropout=0.3), []
    for seed in (1, 2):
        keras.utils.set_random_seed(seed)
        found.append(trained(wave, "gru", KERNELS[-1], 7, model=model)[0])
    np.testing.assert_array_equal(*found)


@pytest.mark.parametrize(
    ("optimizer", "loss"), [("adam", "mse"), ("adam", "huber"), ("rmsprop", "mae"), ("sgd", "huber")]
)
def test_training_is_what_keras_fit_does_with_the_same_order(wave, optimizer, loss):
    x, y = wave
    training = replace(TRAINING, optimizer=optimizer, loss=loss, l2=1e-3)
    trainer = trainer_for(training=training)
    twin = Shape("gru", ModelSpec(units=4), 4, LOOKBACK, 1, 2).network(training, "standard", 1)
    looks, path = [], Replay(training, EACH, planned=(training.learning_rate,) * 3)
    fit(trainer, [Part(x, y)], path, seed=9, on_look=looks.append)
    random, theirs = np.random.default_rng(9), []
    for _ in range(3):
        order = random.permutation(len(x))[: len(x) // 8 * 8]
        cut = Windows(x.table, x.rows[order], LOOKBACK).cut().astype("float32")
        fitted = twin.fit(cut, y[order].astype("float32"), batch_size=8, shuffle=False, verbose=0)
        theirs.append(fitted.history["loss"][0])
    np.testing.assert_allclose([look.loss for look in looks], theirs, rtol=1e-4)
    for ours, stock in zip(trainer.network.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(ours, stock, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_losses_that_are_told_do_not_depend_on_the_machines_speed(wave, kernel, monkeypatch):
    x, y = wave
    told = []
    for seconds in (1e-9, 1e9):  # a batch at a time; as many as there are
        monkeypatch.setattr("core.networks.batches.STRETCH_SECONDS", seconds)
        told.append([])
        schedule = Schedule(TRAINING, EACH)
        fit(trainer_for(kernel=kernel), [Part(x, y)], schedule, seed=1, on_look=told[-1].append)
    slow, fast = ([look.loss for look in looks] for looks in told)
    assert slow == fast and len(slow) == 4


@pytest.mark.skipif(not ON_TENSORFLOW, reason="compares with the trainer of another backend")
@pytest.mark.parametrize("cell", CELLS)
def test_the_graph_trains_as_a_loop_over_batches_does(wave, cell):
    x, y = wave
    network = Shape(cell, ModelSpec(units=4), 4, LOOKBACK, 1, 2).network(TRAINING, "standard", 1)
    batches = BatchTrainer(network, TRAINING.batch)
    told = fit(batches, [Part(x, y, (x, y))], Schedule(TRAINING, EACH), seed=1)
    answers, how = trained(wave, cell, "fast", 1)
    assert how.val_loss == pytest.approx(told.val_loss, rel=1e-4)
    np.testing.assert_allclose(answers, batches.predict(x), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_weights_of_the_best_look_are_kept(wave, kernel):
    x, y = wave
    training = replace(TRAINING, learning_rate=0.5, updates=30 * EACH, patience=3 * EACH)
    trainer, seen = trainer_for(kernel=kernel, training=training), []
    how = fit(trainer, [Part(x, y, (x, y))], Schedule(training, EACH), seed=1, on_look=seen.append)
    losses = [look.val_loss for look in seen]
    assert how.best_updates == seen[int(np.argmin(losses))].updates and how.updates == seen[-1].updates
    assert how.updates in (30 * EACH, how.best_updates + 3 * EACH)
    assert (how.epochs, how.best_epoch) == (how.updates / EACH, how.best_updates / EACH)
    assert trainer.evaluate(trainer.load(x, y)).loss == pytest.approx(min(losses), rel=1e-5)
    assert how.samples > 0 and all(look.samples > 0 for look in seen)


def test_stop_is_heard_between_two_looks(wave):
    x, y = wave
    asked = iter([False, False, True])
    with pytest.raises(Stopped):
        fit(trainer_for(), [Part(x, y)], Schedule(TRAINING, EACH), seed=1, should_stop=lambda: next(asked))


def test_a_loss_that_is_not_a_number_is_told_with_its_epoch(wave):
    x, y = wave
    with pytest.raises(UserError) as error:
        fit(trainer_for(), [Part(x, np.full_like(y, math.nan))], Schedule(TRAINING, EACH), seed=1)
    assert error.value.key == "loss_not_finite" and error.value.facts == {"epoch": 1}


def test_no_answer_depends_on_its_neighbours(wave):
    x, y = wave
    trainer = trainer_for()
    together = trainer.predict(x)
    for row in (0, 33, len(x) - 1):
        alone = trainer.predict(Windows(x.table, x.rows[row : row + 1], LOOKBACK))
        np.testing.assert_allclose(alone[0], together[row], rtol=1e-5, atol=1e-7)
    assert trainer.predict(Windows(x.table, x.rows[:0], LOOKBACK)).shape == (0, 2)


def test_windows_laid_end_to_end_are_the_windows_again(wave):
    x, _ = wave
    np.testing.assert_array_equal(Windows.of(x.cut()).cut(), x.cut())


def test_a_batch_never_asks_for_more_windows_than_there_are():
    assert [TrainingSpec(batch=batch).batch_size(20) for batch in (0, 8, 500)] == [8, 8, 20]
    assert TrainingSpec().batch_size(3) == 3


def test_weights_are_kept_without_the_optimizers_memory_and_training_goes_on(wave, tmp_path):
    from core.networks.saved import weights_of

    x, y = wave
    trainer = trainer_for()
    fit(trainer, [Part(x, y, (x, y))], Schedule(TRAINING, EACH), seed=1)
    kept = tmp_path / "kept.weights.h5"
    kept.write_bytes(weights_of(trainer.network))
    again = trainer_for(seed=2).network
    again.load_weights(kept)
    for ours, theirs in zip(trainer.network.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    trainer.network.save_weights(tmp_path / "all.weights.h5")  # as Keras does it
    assert kept.stat().st_size < (tmp_path / "all.weights.h5").stat().st_size
    assert trainer.network.optimizer is not None


@pytest.mark.parametrize("schedule", ["constant", "plateau"])
def test_a_refit_through_the_kept_rates_ends_with_the_kept_weights(wave, schedule):
    x, y = wave
    training = replace(TRAINING, schedule=schedule, updates=108, patience=36, learning_rate=0.05)
    trainer = trainer_for(training=training)
    how = fit(trainer, [Part(x, y, (x, -y))], Schedule(training, EACH), seed=1)
    assert len(how.rates) * EACH == how.best_updates < how.updates
    best = trainer.network.get_weights()
    again = trainer_for(training=training)
    fit(again, [Part(x, y)], Replay(training, EACH, planned=how.rates), seed=1)
    for one, other in zip(best, again.network.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_network_that_nothing_betters_is_kept_as_it_began(wave):
    x, y = wave
    training = replace(TRAINING, learning_rate=0.9, optimizer="sgd", clipnorm=0.0)
    trainer = trainer_for(training=training)
    how = fit(trainer, [Part(x, y + 50, (x, y))], Schedule(training, EACH), seed=1)
    assert how.best_updates == 0 and how.rates == ()
    np.testing.assert_array_equal(trainer.predict(x), np.zeros_like(y))
    assert how.val_loss == pytest.approx(np.abs(y).mean(), rel=1e-5)


def test_networks_side_by_side_go_the_ways_they_would_go_alone(wave):
    x, y = wave
    parts = [
        Part(x, y, (x, y)),
        Part(x, 2 * y, (x, y)),
        Part(Windows(x.table, x.rows[:5], LOOKBACK), y[:5], (x, y)),
    ]
    alone = [[] for _ in parts]
    for part, looks in zip(parts, alone, strict=True):
        fit(trainer_for(), [part], Schedule(TRAINING, EACH), seed=3, on_look=looks.append)
    together = []
    how = fit(trainer_for(), parts, Schedule(TRAINING, EACH), seed=3, on_look=together.append)
    for name in ("loss", "val_loss"):
        means = np.mean([[getattr(look, name) for look in looks] for looks in alone], axis=0)
        np.testing.assert_allclose([getattr(look, name) for look in together], means, rtol=1e-12)
    assert how.best_updates == EACH * (1 + int(np.argmin([look.val_loss for look in together])))


def test_what_is_looked_at_does_not_change_what_is_taken_next(wave):
    x, y = wave
    found = []
    for check in (1, 6, EACH, 2 * EACH):
        trainer = trainer_for()
        fit(trainer, [Part(x, y)], Schedule(TRAINING, check), seed=4)
        found.append(trainer.network.get_weights())
    for other in found[1:]:
        for one, two in zip(found[0], other, strict=True):
            np.testing.assert_array_equal(one, two)
