"""The baselines' run: the simple methods on the networks' split, and what judges and questions need."""

from typing import Any

import numpy as np

from core.arrays import Arrays
from core.tasks.job import Ended, Job, data_of, tell
from core.tasks.tag.decoding import decoded
from core.tasks.tag.frequent import FrequentTags
from core.tasks.tag.hmm import HiddenMarkov
from core.tasks.tag.prepare import PreparedTags, prepared
from core.tasks.tag.spec import TagSpec
from core.tasks.tag.windows import fitted_on, window_logistic
from core.text.tagged.dataset import TaggedSentences

TOLD = ("validation", "test")


def run(job: Job) -> Ended:
    """Do the run of the baselines.

    It leaves truth and lengths of what judges, and tags by "block/method"; the vocabulary, for those who tag
    sentences later.
    """
    tell(job, "started", device="CPU", kernel=None, reason=None)
    ready = prepared(data_of(job, TaggedSentences), job.spec.of(TagSpec))
    arrays: Arrays = {"test_rows": ready.rows["test"], "test_unknown": ready.unknown("test")}
    for name in TOLD:
        block = ready.block(name)
        arrays[f"{name}_truth"] = block.tags[block.words()].astype(np.int16)
        arrays[f"{name}_lengths"] = block.lengths.astype(np.int32)
    arrays |= {name: tags.astype(np.int16) for name, tags in _told(ready).items()}
    arrays["vocabulary"] = np.frombuffer("\n".join(ready.reader.vocabulary.words).encode(), dtype=np.uint8)
    return Ended("done", _facts(ready, arrays), arrays)


def _told(ready: PreparedTags) -> Arrays:
    """Tags of all words that validate and test, by "block/method"."""
    names, spans = ready.data.names, ready.data.spans
    words, tags = ready.words("train"), ready.tags("train")
    asked = [ready.words(name) for name in TOLD]
    frequent = FrequentTags(words, tags, len(names))
    hidden = HiddenMarkov(words, tags, names, spans=spans)
    truth = np.concatenate(ready.tags("validation"))
    logistic = window_logistic(words, tags, (asked[0], truth), asked, len(names))
    found: Arrays = {}
    for place, name in enumerate(TOLD):
        lengths = ready.block(name).lengths
        found[f"{name}/frequent_tag"] = decoded(frequent.told(asked[place]), lengths, names, spans=spans)
        found[f"{name}/hmm"] = hidden.tags(asked[place])
        found[f"{name}/window_logistic"] = decoded(logistic[place], lengths, names, spans=spans)
    return found


def _facts(ready: PreparedTags, arrays: Arrays) -> dict[str, Any]:
    train = {ready.data.sentence(int(row))[0] for row in ready.rows["train"]}
    test = [tuple(words) for words in ready.words("test")]
    return {
        "names": list(ready.data.names),
        "spans": ready.data.spans,
        "unit": ready.data.unit,
        "sizes": {name: len(rows) for name, rows in ready.rows.items()},
        "words": {name: int(ready.block(name).lengths.sum()) for name in ready.rows},
        "fitted": fitted_on(ready.words("train"), len(ready.data.names)),  # sentences, by the regression
        "known": len(ready.reader.vocabulary),
        "letters": ready.reader.letters,
        "spelled": ready.reader.spelled,
        "unknown": float(np.mean(arrays["test_unknown"])),
        "repeated": float(np.mean([words in train for words in test])),  # share of test sentences
    }
