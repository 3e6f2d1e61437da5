"""Capital letters for sentences that were written in small ones, as the training sentences have them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.text.pieces import WORD

MOSTLY = 0.5  # share of sentences that all are to begin like, and of a word's places that all are to be like
_ENDS = re.compile('[.!?…][\'"”’)]*\\s*["“]?$|[:,]\\s*["“]$')  # behind it another sentence begins


@dataclass(frozen=True)
class Casing:
    """How words are written within a sentence, and whether sentences begin with a capital letter.

    Only what is not written in small letters is kept: names, I.
    """

    begins: bool = False
    forms: dict[str, str] = field(default_factory=dict)  # by the word in small letters

    def of(self, text: str) -> str:
        """A text in small letters as it is usually written; nothing but letters' case is changed."""

        def written(word: re.Match[str]) -> str:
            form = self.forms.get(word[0], word[0])
            return _capital(form) if self.begins and _begins(text, word.start()) else form

        return WORD.sub(written, text)


def fit_casing(texts: Iterable[str]) -> Casing:
    """Count in sentences how they begin, and how words are written elsewhere: first words tell nothing of it.

    A word that is written in several ways is written as in most of its places.
    """
    begun: Counter[bool] = Counter()
    seen: dict[str, Counter[str]] = {}
    for text in texts:
        for word in WORD.finditer(text):
            if not _begins(text, word.start()):
                seen.setdefault(word[0].lower(), Counter())[word[0]] += 1
            elif word[0][0].upper() != word[0][0].lower():
                begun[word[0][0].isupper()] += 1
    usual = {word: counts.most_common(1)[0] for word, counts in seen.items()}
    forms = {
        word: form
        for word, (form, times) in usual.items()
        if form != word and form.lower() == word and times > MOSTLY * seen[word].total()
    }
    return Casing(begun[True] > MOSTLY * begun.total(), forms)


def _capital(word: str) -> str:
    """With a capital letter, where its first letter has one (ß has none)."""
    first = word[0].upper()
    return first + word[1:] if first.lower() == word[0] else word


def _begins(text: str, place: int) -> bool:
    """Whether a word at a place begins a sentence: nothing but signs stands before it, or an end."""
    before = text[:place]
    return not any(map(str.isalnum, before)) or bool(_ENDS.search(before))
