"""The experiment that comes with the product."""

from core.data.samples import PRESELECTED, load_sample
from core.store.store import Store
from core.tasks.queueing import queue
from core.tasks.toy.start import start


def queue_example(store: Store) -> str:
    """What a newcomer starts with, on the sample that is preselected."""
    data = load_sample(PRESELECTED)
    return queue(store, data, start(data))
