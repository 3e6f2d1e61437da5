"""The experiment that comes with the product."""

from core.store.store import Store
from core.tasks.queueing import queue
from core.tasks.translate.start import advised
from core.text.pairs_samples import FIRST, load_pair_sample


def queue_example(store: Store) -> str:
    """What a newcomer starts with, on the pairs that are preselected."""
    data = load_pair_sample(FIRST)
    return queue(store, data, advised(data))
