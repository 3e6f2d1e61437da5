"""Forms of a poem, enforced while one is written: lines of so many characters, each ended by a mark."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Bools
from core.text.vocabulary import UNKNOWN

FORMS = {"free": 0, "five": 5, "seven": 7}  # characters of a line; 0: none is enforced
MOST_BEAM = 16  # beginnings that a search for the likeliest text keeps
MOST_BREAKS = 2  # ends of a line without a character between them: one blank line
LOOKED_BACK = 100  # characters of a text that say where in a line it stands


@dataclass(frozen=True)
class Stand:
    """Where in a line a text stands."""

    letters: int = 0  # since the last mark
    breaks: int = MOST_BREAKS  # ends of a line since the last letter or mark; a text begins with a letter


@dataclass(frozen=True, eq=False)
class Form:
    """Which characters may come next where lines have so many letters."""

    length: int
    known: str  # the characters that a network may answer with, but the unknown one

    def stand(self, text: str) -> Stand:
        """Where a text stands, by its last characters."""
        at = Stand()
        for letter in text[-LOOKED_BACK:]:
            at = self.after(at, letter)
        return at

    def after(self, at: Stand, letter: str) -> Stand:
        """Where it stands one character later."""
        if letter == "\n":
            return Stand(0, at.breaks + 1)
        return Stand(0, 0) if is_mark(letter) else Stand(at.letters + 1, 0)

    def allowed(self, at: Stand) -> Bools:
        """Of the unknown character and then the known ones, which may come next, (characters,)."""
        if at.letters >= self.length:
            return self._ends
        return self._letters | self._breaks if not at.letters and at.breaks < MOST_BREAKS else self._letters

    @property
    def possible(self) -> bool:
        """Whether there are letters, and marks to end a line with."""
        return bool(self._letters.any() and self._ends.any())

    @cached_property
    def _letters(self) -> Bools:
        return _table(not is_mark(letter) for letter in self.known)

    @cached_property
    def _breaks(self) -> Bools:
        return _table(letter == "\n" for letter in self.known)

    @cached_property
    def _ends(self) -> Bools:
        """Punctuation; where a text has none, the end of a line."""
        found = _table(is_mark(letter) and not letter.isspace() for letter in self.known)
        return found if found.any() else self._breaks


@dataclass(frozen=True, eq=False)
class Within:
    """A form, and where in it a text stands."""

    form: Form
    at: Stand

    def allowed(self) -> Bools:
        """Which characters may come next (see `Form.allowed`)."""
        return self.form.allowed(self.at)

    def after(self, number: int) -> "Within":
        """Where the text stands one character later."""
        letter = self.form.known[number - UNKNOWN - 1]
        return Within(self.form, self.form.after(self.at, letter))


def within(form: str, known: str, text: str) -> Within | None:
    """Where a text stands in a form of FORMS; None where none is enforced, or can be."""
    made = Form(FORMS[form], known)
    return Within(made, made.stand(text)) if made.length and made.possible else None


def is_mark(letter: str) -> bool:
    """Whether a character is punctuation, a blank or the end of a line."""
    return unicodedata.category(letter)[0] in "PZC"


def _table(told: Iterable[bool]) -> Bools:
    return np.array([False, *told], dtype=bool)
