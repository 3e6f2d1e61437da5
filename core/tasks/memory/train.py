"""A worker trains on a made-up problem: draw, fit, test, and measure gradients before and after."""

import keras

from core.arrays import Arrays
from core.cells import CELLS
from core.inside.gradients import state_gradients
from core.networks.device import Kernel, choose_kernel, device
from core.networks.saved import weights_of
from core.networks.trainers import single
from core.networks.training import Part
from core.specs import ExperimentSpec
from core.tasks.job import Ended, Job
from core.tasks.memory.network import UntilSolved, losses_of, memory_trainer
from core.tasks.memory.problems import PROBLEMS, examples, scores, updates
from core.tasks.memory.spec import MemorySpec
from core.tasks.worker import kernel_of, require_finite, tell_start, trained

TRACED = 16  # test examples whose gradients are averaged
STATES = {"h": "hidden", "c": "cell"}  # names of their gradients in the record


def run(job: Job) -> Ended:
    """Train one network on examples of its seed's own; all are tested on the same ones."""
    spec = job.spec
    task, problem = spec.of(MemorySpec), PROBLEMS[spec.of(MemorySpec).problem]
    kernel = kernel_of(job, lambda: _choose(job.cell, spec))
    tell_start(job, kernel)
    trainer = memory_trainer(job.cell, spec, units=job.units, kernel=kernel.name, seed=job.seed)
    arrays = gradient_norms(trainer.network, task, job.cell, "before")
    train, validation = (examples(task, block, job.seed) for block in ("train", "validation"))
    schedule = UntilSolved(spec.training, updates(task, trainer.batch), solved=problem.solved)
    how = trained(job, trainer, [Part(train.x, train.y, (validation.x, validation.y))], schedule)
    test, shown = examples(task, "test"), examples(task, "shown")
    loss, accuracy = scores(problem, test.y, trainer.predict(test.x))
    arrays |= gradient_norms(trainer.network, task, job.cell, "after") | {"told": trainer.predict(shown.x)[0]}
    require_finite(arrays)
    facts = vars(how) | {"test_loss": loss, "test_accuracy": accuracy}
    return Ended("done", facts, arrays, weights_of(trainer.network))


def gradient_norms(network: keras.Model, task: MemorySpec, cell: str, when: str) -> Arrays:
    """Norms of the loss gradient with respect to the last layer's states, (steps,), means over examples.

    Returns:
        "<when>_hidden", and "<when>_cell" where the cell has a memory of its own.
    """
    test = examples(task, "test")
    inputs, truth = single(test.x.cut()[:TRACED]), keras.ops.convert_to_tensor(test.y[:TRACED])
    loss = losses_of(task)
    found = state_gradients(network, inputs, lambda answer: loss(truth, answer), CELLS[cell])
    norms = [one for one in found if not one.backwards][-1].norms
    return {f"{when}_{STATES[name]}": values.mean(axis=0) for name, values in norms.items()}


def _choose(cell: str, spec: ExperimentSpec) -> Kernel:
    return choose_kernel(
        CELLS[cell], spec.model, device(), spec.training.updates * spec.of(MemorySpec).length
    )
