"""The made-up problem that an experiment of the memory lab is about."""

from core.data.frame import Dataset
from core.specs import ExperimentSpec
from core.tasks.memory.problems import shown_example
from core.tasks.memory.spec import MemorySpec


def shown(spec: ExperimentSpec, name: str | None = None) -> Dataset:
    """The sequence that stands for it; it is made anew, and has a name of its own."""
    return shown_example(spec.of(MemorySpec))
