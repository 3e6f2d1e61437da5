"""The experiment that comes with the product."""

from core.store.store import Store
from core.tasks.queueing import queue
from core.tasks.tag.keeping import keep_sentences
from core.tasks.tag.start import start
from core.text.tagged.samples import FIRST, load_tagged_sample


def queue_example(store: Store) -> str:
    """What a newcomer starts with, on the sample that is preselected."""
    kept = keep_sentences(store, load_tagged_sample(FIRST))
    return queue(store, kept, start(kept))
