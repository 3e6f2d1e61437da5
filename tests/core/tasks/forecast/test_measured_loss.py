"""The loss over measured answers is that of a network which never had the others."""

import numpy as np
import pytest

from core.cells import CELLS
from core.data.windows import Windows
from core.specs import ModelSpec, TrainingSpec

pytestmark = pytest.mark.keras
SIZE = {"lookback": 3, "columns": 2, "outputs": 4}


def network(loss, gapless, **changes):
    from core.tasks.forecast.network import Shape

    sizes = SIZE | changes
    shape = Shape("gru", ModelSpec(units=3), 3, **sizes, gapless=gapless)
    return shape.network(
        TrainingSpec(loss=loss, optimizer="sgd", clipnorm=0, learning_rate=0.1), "standard", 1
    )


def windows(count, columns=2):
    return Windows.of(np.random.default_rng(0).normal(size=(count, 3, columns)))


def by_hand(name, missed):
    size = np.abs(missed)
    huber = np.where(size <= 1, 0.5 * size**2, size - 0.5)
    return {"mse": missed**2, "mae": size, "huber": huber}[name].mean()


@pytest.mark.parametrize("name", ["mse", "mae", "huber"])
@pytest.mark.parametrize("kind", ["graph", "batch"])
def test_the_loss_is_that_of_the_measured_answers(name, kind):
    from core.networks.cached import trainer_for
    from core.networks.trainers import BatchTrainer

    model, x = network(name, gapless=False), windows(24)
    trainer = BatchTrainer(model, 8) if kind == "batch" else trainer_for(model, 8)
    y = np.random.default_rng(1).normal(0, 2, (24, 4))
    blank = np.random.default_rng(2).random((24, 4)) < 0.4
    told = trainer.predict(x)
    expected = by_hand(name, (told - y)[~blank])
    data = trainer.load(x, np.where(blank, np.nan, y))
    assert trainer.evaluate(data).loss == pytest.approx(expected, rel=1e-5)
    first = by_hand(name, (told - y)[:8][~blank[:8]])
    assert trainer.train(data, np.arange(8))[0] == pytest.approx(first, rel=1e-5)


def test_a_step_with_blanks_is_the_step_on_the_others():
    from core.networks.cached import trainer_for

    x, y = windows(8), np.random.default_rng(1).normal(size=(8, 1))
    known = np.array([0, 2, 3, 6])
    hole = np.full((8, 1), np.nan)
    hole[known] = y[known]
    one = trainer_for(network("mse", gapless=False, outputs=1), 8)
    one.train(one.load(x, hole), np.arange(8))
    other = trainer_for(network("mse", gapless=True, outputs=1), 4)
    other.train(other.load(Windows(x.table, x.rows[known], 3), y[known]), np.arange(4))
    for mine, theirs in zip(one.network.get_weights(), other.network.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-5, atol=1e-7)
        assert np.isfinite(mine).all()


def test_gradients_through_time_leave_out_what_was_not_measured():
    from core.inside.gradients import state_gradients

    model, x = network("mse", gapless=False), windows(1).cut()
    output = model.layers[-1]
    output.set_weights([np.ones_like(values) for values in output.get_weights()])  # it begins at zero
    truth = np.array([[0.5, np.nan, -1.0, np.nan]])
    (found,) = state_gradients(model, x, lambda told: model.loss(truth, told), CELLS["gru"])
    assert np.isfinite(found.norms["h"]).all() and found.norms["h"].any()
