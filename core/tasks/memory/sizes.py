"""What a network for a made-up problem is connected to."""

from typing import Any

from core.specs import ExperimentSpec
from core.store.plan import Ends
from core.tasks.memory.problems import PROBLEMS
from core.tasks.memory.spec import MemorySpec


def sizes(_: Any, spec: ExperimentSpec) -> Ends:
    """Inputs and outputs of the networks; there are no data beside the problem."""
    return memory_ends(spec)


def memory_ends(spec: ExperimentSpec) -> Ends:
    """A network reads the problem's columns and tells a number, or one per class."""
    problem = PROBLEMS[spec.of(MemorySpec).problem]
    return Ends(problem.columns, problem.outputs)
