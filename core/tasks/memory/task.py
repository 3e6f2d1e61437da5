"""The memory lab: its row in the table of tasks."""

from core.tasks.base import Task
from core.tasks.memory.compare import COMPARISON
from core.tasks.memory.results import found, memory_outcome
from core.tasks.memory.sizes import sizes
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import lab_spec
from core.tasks.memory.summary import memory_summary

TASK = Task(
    spec=MemorySpec,
    start=lab_spec,
    sizes=sizes,
    outcome=memory_outcome,
    found=found,
    summary=memory_summary,
    baselines="core.tasks.memory.baselines",
    worker="core.tasks.memory.train",
    example="core.tasks.memory.example",
    compared=COMPARISON,
)
