"""Ask for an experiment, whichever its task is."""

from dataclasses import replace
from typing import Any

from core.data.frame import Dataset
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks import TASKS


def queue(
    store: Store, data: Any, spec: ExperimentSpec, name: str | None = None, owner: str | None = None
) -> str:
    """Check that the experiment can be run, keep its data and queue it; returns its id.

    Args:
        data: A series, which is kept, or the facts of texts that the store keeps already.
        name: What people call it; by default it is called after its data.

    Raises:
        UserError: Whatever makes the data unfit for these settings, before anything is queued.
    """
    ends = TASKS[spec.task.kind].sizes(data, spec)
    if isinstance(data, Dataset):
        store.add_dataset(data, owner)
    spec = replace(spec, data=data.sha256)
    name = name or spec.task.title(data.name)
    return store.create_experiment(spec, name, ends, owner=owner, source_name=data.name)
