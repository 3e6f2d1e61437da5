"""The memory lab: its row in the table of tasks."""

from core.store.store import Store
from core.tasks.base import Task
from core.tasks.memory.compare import COMPARISON
from core.tasks.memory.results import found, memory_outcome
from core.tasks.memory.sizes import sizes
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import first
from core.tasks.memory.summary import memory_summary

TASK = Task(
    spec=MemorySpec,
    start=first,
    sizes=sizes,
    keep=Store.add_dataset,
    outcome=memory_outcome,
    found=found,
    summary=memory_summary,
    baselines="core.tasks.memory.baselines",
    worker="core.tasks.memory.train",
    questions="core.tasks.memory.questions",
    inside="core.tasks.memory.inside",
    example="core.tasks.memory.example",
    compared=COMPARISON,
    command="core.tasks.memory.command",
)
