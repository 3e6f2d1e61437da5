"""The baselines' run: a dictionary learnt from the pairs, and the nearest training sentence."""

from core.arrays import Arrays, Ints
from core.tasks.job import Ended, Job, data_of, tell
from core.tasks.translate.dictionary import dictionary, word_by_word
from core.tasks.translate.nearest import nearest
from core.tasks.translate.prepare import PreparedPairs, prepared_pairs
from core.tasks.translate.spec import BLOCKS, TranslateSpec
from core.tasks.translate.texts import packed
from core.tasks.translate.told import cut_for_scores, told
from core.text.pairs import Pairs
from core.text.pieces import joined
from core.text.vocabulary import SPECIAL, UNKNOWN

JUDGED = ("validation", "test")


def run(job: Job) -> Ended:
    """Translate validation and test with each method."""
    tell(job, "started", device="CPU", kernel=None, reason=None)
    ready = prepared_pairs(data_of(job, Pairs), job.spec.of(TranslateSpec))
    arrays: Arrays = {f"{name}_rows": rows for name, rows in ready.blocks.items()}
    for block in JUDGED:
        references = [ready.data.targets[row] for row in ready.blocks[block]]
        for method, texts in translated_simply(ready, block).items():
            arrays |= told(ready.task, texts, references).arrays(f"{block}/{method}")
    test = ready.blocks["test"]
    arrays["test_sources"] = packed([ready.data.sources[row] for row in test])
    arrays["test_references"] = packed([ready.data.targets[row] for row in test])
    source, target = ready.rows("test").lengths
    arrays["test_lengths"] = source
    for side, known in (("source", ready.source), ("target", ready.target)):
        arrays[f"{side}_words"] = packed(known.words)
    arrays["target_forms"] = packed([*ready.casing.forms.values()])
    return Ended("done", _facts(ready, source, target), arrays)


def translated_simply(ready: PreparedPairs, block: str) -> dict[str, list[str]]:
    """Translations of a block by method."""
    how, train, asked = ready.task.cut_target, ready.rows("train"), ready.blocks[block]
    sentences = [ready.pieces[0][row] for row in asked]
    words = dictionary(train.source, train.target * (train.target != ready.end))
    known = {
        number: ready.target.words[other - SPECIAL]
        for number, other in words.items()
        if number != UNKNOWN and other >= SPECIAL
    }
    by_word = (word_by_word(one, ready.source.encode(one), known) for one in sentences)
    rows = ready.blocks["train"]
    places = nearest([ready.pieces[0][row] for row in rows], sentences)
    return {
        "dictionary": [ready.casing.of(joined(one, how)) for one in by_word],
        "nearest_sentence": [ready.data.targets[rows[place]] for place in places],
    }


def _facts(ready: PreparedPairs, source: Ints, target: Ints) -> dict[str, object]:
    test = ready.rows("test")
    return {
        "sizes": {name: len(ready.blocks[name]) for name in BLOCKS},
        "left_out": ready.left_out,
        "begins": ready.casing.begins,
        "vocabulary": [len(ready.source), len(ready.target)],
        "unknown": [
            float((test.source == UNKNOWN).sum() / source.sum()),
            float((test.target == UNKNOWN).sum() / target.sum()),
        ],
        "cut": cut_for_scores(ready.task, [ready.data.targets[row] for row in ready.blocks["test"]]),
    }
