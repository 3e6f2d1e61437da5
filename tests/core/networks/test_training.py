"""Training: what it promises on every backend, and that a kept loop forgets what it did before."""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.cells import CELLS
from core.errors import Stopped, UserError
from core.networks.loops import BatchLoop
from core.networks.ready import Shape, ready_loop
from core.networks.schedule import Replay, Schedule
from core.networks.training import fit
from core.specs import ModelSpec, TrainingSpec
from core.tasks.windows import Windows

keras = pytest.importorskip("keras")
pytestmark = pytest.mark.keras
ON_TENSORFLOW = keras.backend.backend() == "tensorflow"
KERNELS = ["standard", "fast"] if ON_TENSORFLOW else ["standard"]
TRAINING = TrainingSpec(epochs=4, batch=8, learning_rate=0.01)
LOOKBACK = 6


@pytest.fixture(scope="module")
def wave():
    """Windows of a sine and the two values that follow each."""
    values = np.sin(np.arange(90) / 4)[:, None]
    rows = np.arange(LOOKBACK - 1, 80, dtype=np.int64)
    return Windows(values, rows, LOOKBACK), values[rows[:, None] + [1, 2], 0]


def loop_for(cell="gru", kernel="standard", seed=1, training=TRAINING, model=None):
    shape = Shape(cell, model or ModelSpec(units=4), 4, LOOKBACK, 1, 2)
    return ready_loop(shape, training, kernel, training.batch, seed)


def trained(wave, cell, kernel, seed, training=TRAINING, model=None):
    """Answers after a short training."""
    x, y = wave
    loop = loop_for(cell, kernel, seed, training, model)
    how = fit(loop, x, y, Schedule(training), seed=seed, held_out=(x, y))
    return loop.answers(x), how


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("cell", CELLS)
def test_a_loop_that_has_served_before_gives_the_same_to_the_last_bit(wave, cell, kernel):
    model = ModelSpec(units=4, dropout=0.3)
    one, _ = trained(wave, cell, kernel, 1, model=model)
    other, _ = trained(wave, cell, kernel, 2, model=model)
    again, _ = trained(wave, cell, kernel, 1, model=model)
    np.testing.assert_array_equal(one, again)
    assert np.abs(one - other).max() > 1e-4


@pytest.mark.parametrize(
    ("optimizer", "loss"), [("adam", "mse"), ("adam", "huber"), ("rmsprop", "mae"), ("sgd", "huber")]
)
def test_training_is_what_keras_fit_does_with_the_same_order(wave, optimizer, loss):
    x, y = wave
    training = replace(TRAINING, optimizer=optimizer, loss=loss, l2=1e-3, epochs=3)
    loop = loop_for(training=training)
    twin = Shape("gru", ModelSpec(units=4), 4, LOOKBACK, 1, 2).network(training, "standard", 1)
    epochs = []
    fit(loop, x, y, Replay(training, planned=(training.learning_rate,) * 3), seed=9, on_epoch=epochs.append)
    random, theirs = np.random.default_rng(9), []
    for _ in range(3):
        order = random.permutation(len(x))[: len(x) // 8 * 8]
        cut = Windows(x.table, x.rows[order], LOOKBACK).cut().astype("float32")
        fitted = twin.fit(cut, y[order].astype("float32"), batch_size=8, shuffle=False, verbose=0)
        theirs.append(fitted.history["loss"][0])
    np.testing.assert_allclose([epoch.loss for epoch in epochs], theirs, rtol=1e-4)
    for ours, stock in zip(loop.network.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(ours, stock, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_losses_that_are_told_do_not_depend_on_the_machines_speed(wave, kernel, monkeypatch):
    x, y = wave
    told = []
    for seconds in (1e-9, 1e9):  # a batch at a time; as many as there are
        monkeypatch.setattr("core.networks.training.STRETCH_SECONDS", seconds)
        told.append([])
        fit(loop_for(kernel=kernel), x, y, Schedule(TRAINING), seed=1, on_epoch=told[-1].append)
    slow, fast = ([epoch.loss for epoch in epochs] for epochs in told)
    assert slow == fast and len(slow) == TRAINING.epochs


@pytest.mark.skipif(not ON_TENSORFLOW, reason="compares with the loop of another backend")
@pytest.mark.parametrize("cell", CELLS)
def test_the_graph_trains_as_a_loop_over_batches_does(wave, cell):
    x, y = wave
    network = Shape(cell, ModelSpec(units=4), 4, LOOKBACK, 1, 2).network(TRAINING, "standard", 1)
    batches = BatchLoop(network, TRAINING.batch)
    told = fit(batches, x, y, Schedule(TRAINING), seed=1, held_out=(x, y))
    answers, how = trained(wave, cell, "fast", 1)
    assert how.val_loss == pytest.approx(told.val_loss, rel=1e-4)
    np.testing.assert_allclose(answers, batches.answers(x), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_weights_of_the_best_epoch_are_kept(wave, kernel):
    x, y = wave
    training = replace(TRAINING, learning_rate=0.5, epochs=30, patience=3)
    loop, seen = loop_for(kernel=kernel, training=training), []
    how = fit(loop, x, y, Schedule(training), seed=1, held_out=(x, y), on_epoch=seen.append)
    losses = [epoch.val_loss for epoch in seen]
    assert how.best_epoch == int(np.argmin(losses)) + 1 and how.epochs == len(seen)
    assert how.epochs in (30, how.best_epoch + 3)
    assert loop.judge(loop.load(x, y)).loss == pytest.approx(min(losses), rel=1e-5)
    assert how.samples > 0 and all(epoch.samples > 0 for epoch in seen)


def test_stop_is_heard_within_an_epoch(wave):
    x, y = wave
    asked = iter([False, False, True])
    with pytest.raises(Stopped):
        fit(loop_for(), x, y, Schedule(TRAINING), seed=1, should_stop=lambda: next(asked))


def test_a_loss_that_is_not_a_number_is_told_with_its_epoch(wave):
    x, y = wave
    with pytest.raises(UserError) as error:
        fit(loop_for(), x, np.full_like(y, math.nan), Schedule(TRAINING), seed=1)
    assert error.value.key == "loss_not_finite" and error.value.facts == {"epoch": 1}


def test_no_answer_depends_on_its_neighbours(wave):
    x, y = wave
    loop = loop_for()
    together = loop.answers(x)
    for row in (0, 33, len(x) - 1):
        alone = loop.answers(Windows(x.table, x.rows[row : row + 1], LOOKBACK))
        np.testing.assert_allclose(alone[0], together[row], rtol=1e-5, atol=1e-7)
    assert loop.answers(Windows(x.table, x.rows[:0], LOOKBACK)).shape == (0, 2)


def test_windows_laid_end_to_end_are_the_windows_again(wave):
    x, _ = wave
    np.testing.assert_array_equal(Windows.of(x.cut()).cut(), x.cut())


def test_a_batch_never_asks_for_more_windows_than_there_are():
    assert [TrainingSpec(batch=batch).batch_size(20) for batch in (0, 8, 500)] == [8, 8, 20]
    assert TrainingSpec().batch_size(3) == 3


def test_weights_are_kept_without_the_optimizers_memory_and_training_goes_on(wave, tmp_path):
    from core.engine.train import weights_of

    x, y = wave
    loop = loop_for()
    fit(loop, x, y, Schedule(TRAINING), seed=1, held_out=(x, y))
    kept = tmp_path / "kept.weights.h5"
    kept.write_bytes(weights_of(loop.network))
    again = loop_for(seed=2).network
    again.load_weights(kept)
    for ours, theirs in zip(loop.network.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    loop.network.save_weights(tmp_path / "all.weights.h5")  # as Keras does it
    assert kept.stat().st_size < (tmp_path / "all.weights.h5").stat().st_size
    assert loop.network.optimizer is not None


@pytest.mark.parametrize("schedule", ["constant", "plateau"])
def test_a_refit_through_the_kept_rates_ends_with_the_best_epochs_weights(wave, schedule):
    x, y = wave
    training = replace(TRAINING, schedule=schedule, epochs=12, patience=4, learning_rate=0.05)
    loop = loop_for(training=training)
    how = fit(loop, x, y, Schedule(training), seed=1, held_out=(x, -y))
    assert len(how.rates) == how.best_epoch < how.epochs
    best = loop.network.get_weights()
    again = loop_for(training=training)
    fit(again, x, y, Replay(training, planned=how.rates), seed=1)
    for one, other in zip(best, again.network.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
