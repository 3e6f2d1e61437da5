"""The baselines' run for texts: all of them on the networks' split."""

from functools import lru_cache
from typing import Any

import numpy as np

from core.arrays import Arrays
from core.evaluate import PROTOCOL
from core.evaluate.bag import Bag, bag_to_bytes
from core.evaluate.baseline_probabilities import baseline_probabilities
from core.tasks.classified.answers import best_bag
from core.tasks.job import Ended, Job, data_of, tell
from core.tasks.sentiment.prepare import PreparedTexts, prepare_texts, words
from core.tasks.sentiment.spec import SentimentSpec
from core.text.dataset import TextDataset
from core.text.splits import BLOCKS, fingerprints

ASKED = ("calibration", "test")


def run(job: Job) -> Ended:
    """Do the run of the baselines."""
    tell(job, "started", device="CPU", kernel=None, reason=None)
    facts, arrays, bag = all_baselines(job.spec.of(SentimentSpec), data_of(job, TextDataset))
    return Ended("done", facts, arrays, bag_to_bytes(bag))


def all_baselines(task: SentimentSpec, data: TextDataset) -> tuple[dict[str, Any], Arrays, Bag]:
    """Classify with all baselines.

    Returns:
        Facts (edition of the protocol, sizes of the blocks, of the vocabulary, share of unknown words) and
        arrays: rows and truth of each block, probabilities by "block/method", and the vocabulary for those
        who score texts later; the bag of words chosen on validation, for them too.
    """
    ready = prepared_texts(data, task)
    texts = {
        name: [words(text, task) for text in data.frame["text"].iloc[rows]]
        for name, rows in ready.blocks.items()
    }
    found = baseline_probabilities(
        texts["train"], ready.block("train")[1], texts["validation"], ready.block("validation")[1],
        [texts[name] for name in ASKED], len(data.classes),
    )  # fmt: skip
    arrays: Arrays = {f"{name}_rows": rows for name, rows in ready.blocks.items()}
    arrays |= {f"{name}_truth": ready.block(name)[1] for name in BLOCKS}
    for method, parts in found.probabilities.items():
        arrays |= {f"{name}/{method}": part for name, part in zip(("validation", *ASKED), parts, strict=True)}
    arrays["test_prints"] = fingerprints(data.frame["text"].iloc[ready.blocks["test"]])
    arrays["vocabulary"] = np.frombuffer("\n".join(ready.vocabulary.words).encode(), dtype=np.uint8)
    if task.ratios:  # to begin as the networks began
        arrays["class_ratios"] = ready.class_ratios.astype(np.float32)
    if ready.pair_ratios is not None:
        arrays["pair_ratios"] = ready.pair_ratios.astype(np.float32)
    bag = best_bag(arrays)
    assert bag is not None
    return _facts(ready), arrays, found.bags[bag]


@lru_cache(maxsize=2)
def prepared_texts(data: TextDataset, task: SentimentSpec) -> PreparedTexts:
    """Prepared once for all cells and seeds that a worker trains."""
    return prepare_texts(data, task)


def _facts(ready: PreparedTexts) -> dict[str, Any]:
    test, _ = ready.block("test")
    inside = test.table != 0
    return {
        "protocol": PROTOCOL,
        "classes": list(ready.data.classes),
        "sizes": {name: len(rows) for name, rows in ready.blocks.items()},
        "vocabulary": len(ready.vocabulary),
        "unknown": float((test.table == 1).sum() / max(inside.sum(), 1)),
    }
