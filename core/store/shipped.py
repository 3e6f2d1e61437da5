"""Which experiments came with the product, and where they stand: the same in every store."""

from hashlib import sha256

from core.store.records import Experiment


def example_id(task: str) -> str:
    """The address of a task's example."""
    return sha256(f"example {task}".encode()).hexdigest()[:32]


def is_example(experiment: Experiment) -> bool:
    """Whether an experiment came with the product."""
    return experiment.id == example_id(experiment.task)
