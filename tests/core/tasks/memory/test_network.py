"""Networks for made-up problems: what they tell, what they lose, and when training ends."""

from dataclasses import replace

import numpy as np
import pytest

from core.cells import CELLS
from core.specs import ModelSpec, TrainingSpec
from core.store.plan import cell_size
from core.tasks.memory.problems import PROBLEMS, examples, scores, updates
from core.tasks.memory.sizes import memory_ends
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import begun, lab_spec

pytestmark = pytest.mark.keras


def trainer_for(problem, cell="gru", length=20):
    from core.tasks.memory.network import memory_trainer

    return memory_trainer(cell, lab_spec(problem, length), units=5, kernel="standard", seed=1)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_loop_judges_as_the_scores_do_and_tells_an_answer_for_each_step_that_is_asked(problem):
    trainer, task = trainer_for(problem), lab_spec(problem, 20).of(MemorySpec)
    test = examples(task, "test")
    told = trainer.predict(test.x)
    assert told.shape == test.y.shape
    loss, _ = scores(PROBLEMS[problem], test.y, told)
    assert trainer.evaluate(trainer.load(test.x, test.y)).loss == pytest.approx(loss, rel=1e-5)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("cell", CELLS)
def test_a_network_has_the_weights_that_the_plan_counts(problem, cell):
    spec = replace(lab_spec(problem, 20), model=ModelSpec(units=5))
    counted = cell_size(spec, CELLS[cell], memory_ends(spec))
    assert counted == (5, trainer_for(problem, cell).network.count_params())


@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_gradient_of_what_is_asked_last_ends_at_the_last_step(problem):
    from core.tasks.memory.train import gradient_norms

    task = lab_spec(problem, 20).of(MemorySpec)
    norms = gradient_norms(trainer_for(problem, "lstm").network, task, "lstm", "before")
    assert set(norms) == {"before_hidden", "before_cell"}
    assert all(values.shape == (20,) and np.all(values > 0) for values in norms.values())


def test_training_ends_when_the_problem_is_solved_well_and_not_for_want_of_patience():
    from core.tasks.memory.network import UntilSolved

    schedule, rates = UntilSolved(TrainingSpec(updates=50, patience=2), 1, solved=0.02), 0
    for loss in [0.16] * 20 + [0.015] * 3 + [0.009]:
        assert schedule.next_rate() is not None
        schedule.improved(loss)
        rates += 1
    assert schedule.next_rate() is None and rates == 24


def test_a_plain_cell_that_begins_with_the_identity_learns_adding_over_a_hundred_steps():
    """Seed 3 blows up at ten times the rate; so do gated cells with ReLU, whatever the seed."""
    from core.networks.training import Part, fit
    from core.tasks.memory.network import UntilSolved, memory_trainer

    spec = begun(lab_spec("adding"), "identity")
    task, solved = spec.of(MemorySpec), PROBLEMS["adding"].solved
    assert (spec.cells, spec.training.learning_rate, spec.training.clipnorm) == (("rnn",), 0.001, 1.0)
    trainer = memory_trainer("rnn", spec, units=32, kernel="fast", seed=3)
    train, validation = (examples(task, block, 3) for block in ("train", "validation"))
    schedule = UntilSolved(spec.training, updates(task, trainer.batch), solved=solved)
    how = fit(trainer, [Part(train.x, train.y, (validation.x, validation.y))], schedule, seed=3)
    test = examples(task, "test")
    assert (
        how.updates < spec.training.updates
        and scores(PROBLEMS["adding"], test.y, trainer.predict(test.x))[0] < solved
    )


def test_it_learns_to_tell_the_parity_of_few_bits():
    """End to end in a moment: the first steps' parity is easy, so the loss falls clearly below chance."""
    from core.networks.schedule import Schedule
    from core.networks.training import Part, fit
    from core.tasks.memory.network import memory_trainer

    spec = lab_spec("parity", 20)
    task = replace(spec.of(MemorySpec), examples=2000)
    spec = replace(spec, task=task, training=replace(spec.training, updates=120, learning_rate=0.02))
    trainer, train = (
        memory_trainer("gru", spec, units=16, kernel="standard", seed=1),
        examples(task, "train", 1),
    )
    how = fit(trainer, [Part(train.x, train.y)], Schedule(spec.training, 30), seed=1)
    assert how.updates == 120
    test = examples(task, "test")
    assert scores(PROBLEMS["parity"], test.y, trainer.predict(test.x))[0] < 0.9 * PROBLEMS["parity"].chance
