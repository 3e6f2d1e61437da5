"""The Python API of the memory lab: made-up problems that only a memory solves.

from core.lab import lab_spec, memory
result = memory(lab_spec("adding", length=100), seeds=2)
result["cells"]
"""

from dataclasses import replace
from typing import Any

from core.api import Watch, finish
from core.runs.plan import memory_ends
from core.runs.store import Store
from core.specs import ExperimentSpec, MemorySpec, ModelSpec, TrainingSpec
from core.tasks.memory import shown_example

LAB = ExperimentSpec(
    data="",
    task=MemorySpec(),
    seeds=1,
    refit=False,
    model=ModelSpec(units=32),
    training=TrainingSpec(epochs=60, learning_rate=0.01, batch=32),
)
CLIP = LAB.training.clipnorm  # longest gradient where gradients are clipped


STARTS = {"adding": (100, 32), "copy": (30, 64), "parity": (50, 32), "sine": (100, 32)}  # length, units


def lab_spec(problem: str = "adding", length: int | None = None) -> ExperimentSpec:
    """What a newcomer to a problem starts with: settings with which some cell solves it within a minute.

    Args:
        length: Steps of a sequence; None takes the problem's own.
    """
    steps, units = STARTS[problem]
    task = replace(LAB.memory, problem=problem, length=length or steps)
    return replace(LAB, task=task, model=replace(LAB.model, units=units))


def queue_memory(
    store: Store, spec: ExperimentSpec, name: str | None = None, owner: str | None = None
) -> str:
    """Queue an experiment on a made-up problem; returns its id."""
    shown = shown_example(spec.memory)
    store.add_dataset(shown)
    spec = replace(spec, data=shown.sha256, refit=False)
    return store.create_experiment(spec, name or shown.name, memory_ends(spec), owner=owner)


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
        The experiment's summary (see `core.runs.memory_summary`).
    """
    store = store or Store()
    return finish(store, lambda: queue_memory(store, replace(spec, **changes)), watch)
