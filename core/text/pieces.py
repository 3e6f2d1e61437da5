"""Cut a sentence into the pieces that translation works with, and put pieces together again.

"words": words, numbers, and each sign by itself; English endings such as 's and 't are pieces of their own;
Chinese by character. "characters": every character, blanks among them.
"""

import re
from collections.abc import Iterable, Iterator

from core.text.tokens import CJK, has_chinese

CUTS = ("words", "characters")
_ENDING = "['’](?:s|t|m|d|re|ve|ll)(?![^\\W_])"
_PIECE = re.compile(rf"[{CJK}]|[^\W_{CJK}]+|{_ENDING}|\S", re.IGNORECASE)
_WITH_ENDS = re.compile(rf"\n|{_PIECE.pattern}", re.IGNORECASE)
_ITEMS = re.compile(r"\n|\S+")
WORD = re.compile(rf"[^\W_{CJK}]+")  # letters and digits, Chinese apart
_ATTACHED = re.compile(rf"{_ENDING}", re.IGNORECASE)
_WIDE = re.compile(
    rf"[{CJK}\u3000-\u303f\uff00-\uffef]"
)  # Chinese and its signs, between which no blank stands
CLOSING, OPENING, BETWEEN = set(".,!?;:%)]}”…"), set("([{“$¿¡#"), set("-/'’@")


def pieces(text: str, cut: str, *, lower: bool) -> list[str]:
    """The pieces of a sentence, in order.

    Args:
        cut: One of `CUTS`.
        lower: Capital letters become small ones.
    """
    text = text.lower() if lower else text
    return list(text) if cut == "characters" else _PIECE.findall(text)


def words_and_ends(text: str) -> Iterator[tuple[int, int]]:
    """Where each word and each end of a line begins in a text, and ends."""
    return (found.span() for found in _WITH_ENDS.finditer(text))


def items_and_ends(text: str) -> Iterator[tuple[int, int]]:
    """Where each run of signs without a blank and each end of a line begins in a text, and ends."""
    return (found.span() for found in _ITEMS.finditer(text))


CUT_AT = {"words": words_and_ends, "items": items_and_ends}


def joined(found: Iterable[str], cut: str) -> str:
    """A sentence of its pieces: blanks between words, none before full stops or between Chinese."""
    if cut == "characters":
        return "".join(found)
    text, glued, quoted = "", True, False
    for piece in found:
        alone = glued or piece in CLOSING or piece in BETWEEN or bool(_ATTACHED.fullmatch(piece))
        wide = bool(_WIDE.match(piece)) or bool(text and _WIDE.match(text[-1]))
        closes = piece == '"' and quoted
        text += piece if alone or wide or closes else f" {piece}"
        if piece == '"':
            quoted = not quoted
        glued = piece in OPENING or piece in BETWEEN or (piece == '"' and quoted)
    return text


def has_signs_only(text: str) -> bool:
    """Whether a text is one run of signs without a blank, and not Chinese: a code, a date, a single word."""
    return " " not in text and not has_chinese(text)
