"""Samples of tagged sentences, made here from a seed: nobody's text, with real ambiguity."""

from functools import cache

import numpy as np

from core.errors import UserError
from core.text.tagged.chinese import chinese_sentence
from core.text.tagged.dataset import TaggedSentences
from core.text.tagged.english import english_sentence
from core.text.tagged.lines import Sentence
from core.text.tagged.made import Brought, tagged

TAGGED_SAMPLES = ("english", "names_zh")
FIRST = "english"
SENTENCES = {"english": 900, "names_zh": 700}
SEED = 1986
MADE = {"english": english_sentence, "names_zh": chinese_sentence}


@cache
def load_tagged_sample(name: str) -> TaggedSentences:
    """Short English sentences with parts of speech, or Chinese ones with names, character by character.

    Raises:
        UserError: `unknown_sample`, with the names there are.
    """
    if name not in TAGGED_SAMPLES:
        raise UserError("unknown_sample", name=name, known=list(TAGGED_SAMPLES))
    random = np.random.default_rng(SEED)
    found: dict[tuple[str, ...], Sentence] = {}  # no two alike
    while len(found) < SENTENCES[name]:
        words, tags = zip(*MADE[name](random), strict=True)
        found.setdefault(words, Sentence(len(found) + 1, list(words), list(tags)))
    return tagged([Brought(list(found.values()))], name=name, source="sample")
