"""The experiment that comes with the product."""

from core.store.store import Store
from core.tasks.memory.api import queue_memory
from core.tasks.memory.start import lab_spec


def queue_example(store: Store) -> str:
    """The memory lab's first problem."""
    return queue_memory(store, lab_spec())
