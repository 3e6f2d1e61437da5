"""A network for a made-up problem, ready to be trained, and the losses of its answers."""

from dataclasses import dataclass
from typing import Any

import keras

from core.cells import CELLS
from core.networks.build import compiled, many_to_many, many_to_one
from core.networks.cached import cached_trainer
from core.networks.schedule import Schedule
from core.networks.trainers import Trainer
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.memory.problems import PROBLEMS
from core.tasks.memory.spec import MemorySpec

ENOUGH = 0.5  # of the loss that counts as solved: training stops there, so that the test agrees


@dataclass(frozen=True)
class MemoryShape:
    """What a network for a made-up problem looks like from outside and inside."""

    cell: str
    model: ModelSpec
    units: int
    task: MemorySpec

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled network with the first weights of a seed."""
        problem, length = PROBLEMS[self.task.problem], self.task.length
        common: dict[str, Any] = {
            "units": self.units,
            "columns": problem.columns,
            "outputs": problem.outputs,
            "kernel": kernel,
            "seed": seed,
            "l2": training.l2,
        }
        answers = problem.answers(length)
        if answers == 1:
            built = many_to_one(CELLS[self.cell], self.model, lookback=length, **common)
        else:
            built = many_to_many(CELLS[self.cell], self.model, length=length, answers=answers, **common)
        return compiled(built, training, losses_of(self.task))


def memory_trainer(cell: str, spec: ExperimentSpec, *, units: int, kernel: str, seed: int) -> Trainer:
    """A trainer whose network begins with the weights of a seed."""
    shape = MemoryShape(cell, spec.model, units, spec.of(MemorySpec))
    batch = spec.training.batch_size(spec.of(MemorySpec).examples)
    return cached_trainer(shape, spec.training, kernel, batch, seed)


def losses_of(task: MemorySpec) -> Any:
    """From answers and a network's, to the loss of each example: squared error or cross-entropy."""
    problem = PROBLEMS[task.problem]
    steps = (-1, problem.answers(task.length), problem.outputs)

    def squared(truth: Any, prediction: Any) -> Any:
        return keras.ops.mean(keras.ops.square(prediction - truth), axis=-1)

    def entropy(truth: Any, logits: Any) -> Any:
        truth = keras.ops.reshape(truth, steps)  # (batch, answers, outputs)
        logits = keras.ops.reshape(logits, steps)  # (batch, answers, outputs)
        return keras.ops.mean(keras.losses.categorical_crossentropy(truth, logits, from_logits=True), axis=-1)

    return entropy if problem.classes else squared


@dataclass
class UntilSolved(Schedule):
    """Ends as soon as the problem is solved well; patience would give up on what is learnt all at once."""

    solved: float = 0.0  # a loss

    def _is_over(self) -> bool:
        return len(self.rates) >= self.looks or self.best < ENOUGH * self.solved
