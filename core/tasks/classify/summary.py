"""An experiment on labelled series as plain JSON data."""

from typing import Any

from core.store.records import Experiment
from core.store.store import Store
from core.tasks.classified.summary import class_summary
from core.tasks.classify.keeping import facts_of
from core.tasks.classify.results import series_outcome


def series_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything about an experiment that can be said in JSON; what has not ended well is None.

    Returns:
        data, spec, send, runs, baselines, comparison, verdict, outdated, classes.
    """
    runs = store.runs(experiment.id)
    data = facts_of(store, experiment.data, experiment.source_name)
    about = {
        "name": data.name, "source": data.source, "hash": data.sha256, "rows": data.series,
        "columns": list(data.columns), "counts": data.counts, "given_test": data.given_test,
        "steps": [data.shortest, data.usual, data.longest],
    }  # fmt: skip
    known = series_outcome(store, experiment, runs)
    return class_summary(store, experiment, runs, known, data=about, noun="series")
