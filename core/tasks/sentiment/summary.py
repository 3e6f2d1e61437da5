"""An experiment on texts as plain JSON data."""

from dataclasses import asdict
from typing import Any

from core.store.jsonable import plain
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.classified.summary import class_summary
from core.tasks.sentiment.results import text_outcome


def text_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything about an experiment that can be said in JSON; what has not ended well is None.

    Returns:
        data, spec, send, runs, baselines, comparison, verdict, outdated, classes. Of one from before the
        edition of the protocol no send.
    """
    runs = store.runs(experiment.id)
    data = store.text_facts(experiment.data, experiment.source_name)
    about = {
        "name": data.name, "source": data.source, "hash": data.sha256, "rows": data.report.texts,
        "report": plain(asdict(data.report)),
    }  # fmt: skip
    known = text_outcome(store, experiment, runs)
    return class_summary(store, experiment, runs, known, data=about, noun="texts")
