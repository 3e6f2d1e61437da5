"""Ask for an experiment, whichever its task is."""

from dataclasses import replace

from core.specs import ExperimentSpec
from core.store.datasets import Data
from core.store.store import Store
from core.tasks import TASKS


def queue(
    store: Store, data: Data, spec: ExperimentSpec, name: str | None = None, owner: str | None = None
) -> str:
    """Check that the experiment can be run, keep its data and queue it; returns its id.

    Args:
        data: Which the task keeps, or the facts of what the store keeps already.
        name: What people call it; by default it is called after its data.

    Raises:
        UserError: Whatever makes the data unfit for these settings, before anything is queued.
    """
    task = TASKS[spec.task.kind]
    ends = task.sizes(data, spec)
    keep(store, data, spec, owner)
    spec = replace(spec, data=data.sha256)
    name = name or spec.task.title(data.name)
    parts = task.parts(data) if task.parts else 1
    return store.create_experiment(spec, name, ends, owner=owner, source_name=data.name, parts=parts)


def keep(store: Store, data: Data, spec: ExperimentSpec, owner: str | None = None) -> None:
    """See to it that the store has what an experiment is about."""
    task = TASKS[spec.task.kind]
    if task.keep is not None:
        task.keep(store, data, owner)
