"""What is asked for."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import number
from core.specs import TaskSpec


@dataclass(frozen=True, kw_only=True)
class ToySpec(TaskSpec):
    """Fields that are some of another task's."""

    kind: ClassVar[str] = "toy"
    span: ClassVar[str] = "lookback"
    lookback: int = number(20, 1, 500)  # rows that are read
