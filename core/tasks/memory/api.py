"""The Python API of the memory lab: made-up problems that only a memory solves.

from core.tasks.memory.api import memory
from core.tasks.memory.start import lab_spec
result = memory(lab_spec("adding", length=100), seeds=2)
result["cells"]
"""

from dataclasses import replace
from typing import Any

from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.memory.problems import shown_example
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import kept_spec
from core.tasks.queueing import queue
from core.tasks.waiting import Watch, finish


def queue_memory(
    store: Store, spec: ExperimentSpec, name: str | None = None, owner: str | None = None
) -> str:
    """Queue an experiment on a made-up problem; returns its id."""
    spec = kept_spec(spec)
    return queue(store, shown_example(spec.of(MemorySpec)), spec, name, owner)


def memory(
    spec: ExperimentSpec,
    *,
    store: Store | None = None,
    watch: Watch = lambda runs, epochs: None,
    **changes: Any,
) -> dict[str, Any]:
    """Train cells on a made-up problem; blocks until the end.

    Args:
        spec: From `lab_spec`, or changed.
        changes: Fields of the ExperimentSpec that are otherwise: cells, seeds, …

    Returns:
        The experiment's summary (see `core.store.memory_summary`).
    """
    store = store or Store()
    return finish(store, lambda: queue_memory(store, replace(spec, **changes)), watch)
