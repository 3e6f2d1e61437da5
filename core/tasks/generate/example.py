"""The experiment that comes with the product."""

from dataclasses import replace

from core.store.store import Store
from core.tasks.generate.advice import advised
from core.tasks.generate.keeping import keep_text
from core.tasks.queueing import queue
from core.text.long_samples import FIRST, load_long_sample


def queue_example(store: Store) -> str:
    """On the text that is preselected, half as large as what a newcomer starts with: it has to travel."""
    kept = keep_text(store, load_long_sample(FIRST))
    spec = advised(kept)
    return queue(store, kept, replace(spec, model=replace(spec.model, units=spec.model.units // 2)))
