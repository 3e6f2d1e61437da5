"""From the store to what a classifying experiment found."""

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classified.results import class_outcome


def text_outcome(store: Store, experiment: Experiment, runs: list[Run]) -> ClassOutcome | None:
    """The result so far, or None as long as there is too little."""
    return class_outcome(store, experiment, runs, lambda: store.text_facts(experiment.data).classes)
