"""The experiment that comes with the product."""

from core.store.store import Store
from core.tasks.generate.advice import advised
from core.tasks.queueing import queue
from core.text.long_samples import FIRST, load_long_sample


def queue_example(store: Store) -> str:
    """What a newcomer starts with, on the text that is preselected."""
    data = load_long_sample(FIRST)
    return queue(store, data, advised(data))
