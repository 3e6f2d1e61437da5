"""The experiment that comes with the product."""

from dataclasses import replace

from core.data.labelled.samples import PRESELECTED, load_labelled_sample
from core.store.store import Store
from core.tasks.classify.keeping import keep_series
from core.tasks.classify.start import start
from core.tasks.queueing import queue

SEEDS = 2


def queue_example(store: Store) -> str:
    """The usual settings on the sample that is preselected."""
    kept = keep_series(store, load_labelled_sample(PRESELECTED))
    return queue(store, kept, replace(start(kept), seeds=SEEDS))
