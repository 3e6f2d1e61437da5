"""What a series' class rests on adds up to it; a walk through a classifier tells what the network tells."""

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.arrays import Padded
from core.cells import CELLS
from core.inside.attribution import FINEST, integrated_gradients, logits, occlusion
from core.inside.gradients import state_gradients
from core.inside.stretch import strongest_stretch
from core.inside.walk import walk
from core.specs import ModelSpec
from core.tasks.classify.network import series_to_class, with_presence
from core.tasks.classify.spec import ClassifySpec

STEPS, COLUMNS = 9, 2


@pytest.fixture(scope="module", params=["mean", "max", "last"])
def asked(request):
    """A network with weights that matter, and a series as it reads it, (steps, columns + 1)."""
    task, model = ClassifySpec(pooling=request.param), ModelSpec(units=5, bidirectional=True)
    network = series_to_class(CELLS["gru"], model, task, COLUMNS, 3, units=5, kernel="standard", seed=3)
    network.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
    network.set_weights([2 * one for one in network.get_weights()])
    values = np.random.default_rng(2).normal(size=(1, STEPS, COLUMNS))
    return network, with_presence(Padded(values, np.array([STEPS]))).table[0]


@pytest.mark.keras
def test_contributions_of_steps_add_up_to_the_change_of_the_logit(asked):
    network, example = asked
    found, gap = integrated_gradients(network, example, 1, finest=FINEST)
    nothing = example * [0, 0, 1]  # every column at its mean, the series as long
    now, before = logits(network, np.stack([example, nothing]))[:, 1]
    assert found.shape == (STEPS, COLUMNS) and abs(now - before) > 0.05
    assert abs(found.sum() - (now - before)) <= 0.02 * abs(now - before) + 1e-4
    assert gap <= 0.02


@pytest.mark.keras
def test_a_step_that_is_taken_away_stands_at_the_mean_and_the_series_stays_as_long(asked):
    network, example = asked
    other = example.copy()
    other[4, 1] = 0.0
    wanted = np.subtract(*logits(network, np.stack([example, other]))[:, 2])
    found = occlusion(network, example, 2)
    assert found.shape == (STEPS, COLUMNS)
    np.testing.assert_allclose(found[4, 1], wanted, atol=1e-6)


@pytest.mark.keras
def test_a_walk_tells_what_the_network_tells_and_gradients_reach_every_step(asked):
    network, example = asked
    found = walk(network, example[None], CELLS["gru"])
    np.testing.assert_allclose(found.answer, logits(network, example[None]), atol=1e-5)
    truth = np.eye(3)[[0]]
    ways = state_gradients(network, example[None], lambda told: network.loss(truth, told), CELLS["gru"])
    assert [way.norms["h"].shape for way in ways] == [(1, STEPS)] * 2


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=12))
def test_no_run_of_steps_adds_up_to_more_than_the_strongest_stretch(contributions):
    values = np.array(contributions)
    start, end = strongest_stretch(values)
    assert 0 <= start < end <= len(values)
    runs = [values[a:b].sum() for a in range(len(values)) for b in range(a + 1, len(values) + 1)]
    np.testing.assert_allclose(values[start:end].sum(), max(runs), atol=1e-9)
