"""The experiment that comes with the product."""

from dataclasses import replace

from core.data.samples import PRESELECTED, load_sample
from core.store.store import Store
from core.tasks.forecast.advice import recommended
from core.tasks.queueing import queue

SEEDS = 2


def queue_example(store: Store) -> str:
    """A forecast of the sample that the first page begins with."""
    data = load_sample(PRESELECTED)
    return queue(store, data, replace(recommended(data), seeds=SEEDS))
