"""Which tasks' runs can be compared."""

from core.compare.comparison import Comparison
from core.tasks import TASKS


def comparisons() -> dict[str, Comparison]:
    """How the runs of each task are compared, of those that can be."""
    return {name: task.compared for name, task in TASKS.items() if task.compared is not None}
