"""The experiment that comes with the product."""

from dataclasses import replace

from core.store.kept_texts import keep_texts
from core.store.store import Store
from core.tasks.queueing import queue
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.spec import SentimentSpec
from core.text.samples import PRESELECTED, load_text_sample

SEEDS = 2


def queue_example(store: Store) -> str:
    """A classifier of the embedded texts, with fewer words and numbers per word than usual."""
    kept = keep_texts(store, load_text_sample(PRESELECTED))
    spec = advised(kept)
    small = replace(spec.of(SentimentSpec), vocabulary=2000, embedding=16)
    return queue(store, kept, replace(spec, task=small, seeds=SEEDS))
