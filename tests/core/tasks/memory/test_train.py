"""The memory lab through a real engine: networks end with their test, gradients and curves; runs repeat."""

from dataclasses import replace

import numpy as np
import pytest

from core.specs import ModelSpec
from core.tasks.memory.api import queue_memory
from core.tasks.memory.results import memory_outcome
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import lab_spec
from core.tasks.memory.summary import memory_summary
from tests.engines import ended

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]


@pytest.fixture
def store(shared_engine):
    return shared_engine.store


def test_a_problem_is_trained_tested_and_measured_and_equal_seeds_give_equal_numbers(store):
    start = lab_spec("adding", 20)
    spec = replace(
        start,
        cells=("rnn", "lstm"),
        model=ModelSpec(units=4),
        task=replace(start.of(MemorySpec), examples=500),
        training=replace(start.training, updates=40),
    )
    ids = [queue_memory(store, spec) for _ in range(2)]
    first, second = ([r for r in ended(store, id) if r.kind == "backtest"] for id in ids)
    assert {run.state for run in first + second} == {"done"}
    for one, other in zip(first, second, strict=True):
        assert one.facts["test_loss"] == other.facts["test_loss"]
        arrays, again = store.arrays(one.id), store.arrays(other.id)
        assert {name: values.shape for name, values in arrays.items()} == {
            name: values.shape for name, values in again.items()
        }
        np.testing.assert_array_equal(arrays["after_hidden"], again["after_hidden"])
    known = memory_outcome(store, store.experiment(ids[0]), store.runs(ids[0]))
    assert known is not None and known.ended and [one.cell for one in known.learners] == ["rnn", "lstm"]
    assert known.updates == 500 // 32 and len(store.epochs(ids[0])) == 4
    assert known.learners[1].gradients("before_cell").shape == (20,)
    told = memory_summary(store, store.experiment(ids[0]))
    assert told["chance"] == pytest.approx(1 / 6) and len(told["cells"]) == 2
    assert store.artifact(first[0].id, "weights")
