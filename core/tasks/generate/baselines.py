"""The baselines' run: n-grams counted in the training part, and compressors for scale."""

import numpy as np

from core.arrays import Arrays
from core.tasks.generate.characters import numbered
from core.tasks.generate.compressors import compressed_bits
from core.tasks.generate.ngrams import ngram_bits
from core.tasks.generate.spec import GenerateSpec
from core.tasks.job import Ended, Job, data_of, tell
from core.text.long_text import LongText
from core.text.vocabulary import UNKNOWN


def run(job: Job) -> Ended:
    """Tell what each method needs for every character of validation and test."""
    tell(job, "started", device="CPU", kernel=None, reason=None)
    data = data_of(job, LongText)
    ready = numbered(data, job.spec.of(GenerateSpec))
    trained, validated = ready.parts["train"][1], ready.parts["validation"][1]
    arrays: Arrays = {"test_truth": ready.part("test").astype(np.int32)}
    found = ngram_bits(ready.numbers - UNKNOWN, trained, len(ready.characters))
    for order, bits in found.items():
        arrays[f"validation/ngram_{order}"] = bits[: validated - trained].astype(np.float32)
        arrays[f"test/ngram_{order}"] = bits[validated - trained :].astype(np.float32)
    facts = {
        "letters": {name: end - start for name, (start, end) in ready.parts.items()},
        "characters": ready.characters.known,
        "unknown": float(np.mean(ready.part("test") == UNKNOWN)),
        "compressed": compressed_bits(data.text[:trained], data.text[validated:]),
    }
    return Ended("done", facts, arrays)
