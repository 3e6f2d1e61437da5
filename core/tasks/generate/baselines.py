"""The baselines' run: n-grams counted in the training part, compressors for scale; of sessions, rankings."""

from typing import Any

import numpy as np

from core.arrays import Arrays, Ints
from core.tasks.generate.characters import Numbered, numbered, places_of
from core.tasks.generate.compressors import compressed_bits
from core.tasks.generate.items import simple_arrays
from core.tasks.generate.kneser_ney import kneser_ney_bits
from core.tasks.generate.ngrams import ngram_bits
from core.tasks.generate.spec import GenerateSpec
from core.tasks.job import Ended, Job, data_of, tell
from core.text.long_text import LongText
from core.text.vocabulary import UNKNOWN


def run(job: Job) -> Ended:
    """Tell what each method needs for every character of validation and test."""
    tell(job, "started", device="CPU", kernel=None, reason=None)
    data = data_of(job, LongText)
    task = job.spec.of(GenerateSpec)
    ready = numbered(data, task)
    trained, validated = ready.parts["train"][1], ready.parts["validation"][1]
    arrays: Arrays = {"test_truth": ready.part("test").astype(np.int32)}
    if task.unit == "words":
        arrays["test_places"] = places_of(data.text, task, "test").astype(np.int32)
    find = kneser_ney_bits if task.unit == "words" else ngram_bits
    if task.unit == "items":
        arrays = simple_arrays(ready)
        return Ended("done", _facts(data, ready, task, arrays["test_truth"]), arrays)
    found = find(ready.numbers - UNKNOWN, trained, len(ready.characters))
    for order, bits in found.items():
        arrays[f"validation/ngram_{order}"] = bits[: validated - trained].astype(np.float32)
        arrays[f"test/ngram_{order}"] = bits[validated - trained :].astype(np.float32)
    return Ended("done", _facts(data, ready, task, arrays["test_truth"]), arrays)


def _facts(data: LongText, ready: Numbered, task: GenerateSpec, truth: Ints) -> dict[str, Any]:
    ends, begins = (int(places_of(data.text, task, name)[at]) for name, at in (("train", -1), ("test", 0)))
    letters = task.unit == "characters"  # of words compressors know nothing
    return {
        "letters": {name: end - start for name, (start, end) in ready.parts.items()},
        "train_ends": ends,
        "characters": ready.characters.known,
        "unknown": float(np.mean(truth == UNKNOWN)),
        "compressed": compressed_bits(data.text[:ends], data.text[begins:]) if letters else {},
    }
