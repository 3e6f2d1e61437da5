"""What any experiment has come to, by its task: as plain data, and in a few facts."""

from typing import Any

from core.store.found import NOTHING
from core.store.records import Experiment
from core.store.store import Store
from core.tasks import TASKS


def summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything about an experiment that can be said in JSON; what has not ended well is None."""
    return TASKS[experiment.task].summary(store, experiment)


def found_of(store: Store, experiment: Experiment) -> dict[str, Any]:
    """What a list says of an experiment so far: the verdict without words."""
    task = TASKS[experiment.task]
    outcome = task.outcome(store, experiment, store.runs(experiment.id))
    return NOTHING if outcome is None else task.found(outcome)
