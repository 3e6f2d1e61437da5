"""What goes on inside the networks of the memory lab: built again, shown one made-up sequence."""

from collections.abc import Callable, Mapping
from typing import Any

import keras

from core.networks.device import answering_kernel
from core.specs import ExperimentSpec, ModelSpec
from core.tasks.loaded import Example, Together
from core.tasks.memory.network import MemoryShape
from core.tasks.memory.questions import KnownProblem
from core.tasks.question import Question, TrainedNetwork

ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {}


def fresh(
    kept: TrainedNetwork, spec: ExperimentSpec, source: KnownProblem, model: ModelSpec, *, begin: bool = False
) -> keras.Model:
    """A compiled network with the first weights of its seed (see `core.tasks.loaded.Inside`)."""
    shape = MemoryShape(kept.cell, model, kept.units, source.task)
    return shape.network(spec.training, answering_kernel(kept.cell, model.activation), kept.seed)


def example_of(question: Question, spec: ExperimentSpec) -> Example:
    """The sequence."""
    source = question.source
    assert isinstance(source, KnownProblem) and source.asked is not None
    x, y = source.asked
    return Example(x[None], y[None], [], [], len(x))


def predictions_together(question: Question, spec: ExperimentSpec, inputs: Any) -> Mapping[str, Together]:
    """Each network is asked alone."""
    return {}


def warm_up() -> None:
    """Nothing to load."""


def warm_up_sample(cell: str) -> None:
    """Nothing to trace beforehand."""
