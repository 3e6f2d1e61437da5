"""Which made-up problem networks are trained on."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import choice, number
from core.specs import TaskSpec


@dataclass(frozen=True, kw_only=True)
class MemorySpec(TaskSpec):
    """A made-up problem that needs a memory (see `core.tasks.memory.problems`)."""

    kind: ClassVar[str] = "memory"
    edited: ClassVar[bool] = False
    problem: str = choice("adding", ("adding", "copy", "parity", "sine"))
    length: int = number(100, 20, 400)  # steps of a sequence
    examples: int = number(10_000, 500, 20_000)  # sequences to train on

    def title(self, source: str) -> str:
        """A made-up problem has a name of its own."""
        return f"{self.problem} {self.length}"
