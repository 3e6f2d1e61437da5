"""Names that people give: of a length that can be read, without signs that nobody sees."""

import unicodedata

from core.errors import UserError

LONGEST_NAME = 120
# They turn the reading direction: with one of them "gpj.exe" reads as "exe.jpg".
TURNS = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
BYTE_ORDER = 0xFEFF  # files that were put together have such marks inside
DROPPED = frozenset(map(chr, (*TURNS, BYTE_ORDER)))


def plain_name(text: str) -> str:
    """A name on one line of at most `LONGEST_NAME` letters; empty if nothing of it can be seen."""
    return _seen(text)[:LONGEST_NAME].strip()


def given_name(text: str) -> str:
    """A name that a person gives to what is there already.

    Raises:
        UserError: `blank_name` if nothing of it can be seen, `long_name` if it would have to be cut.
    """
    seen = _seen(text)
    if not seen:
        raise UserError("blank_name")
    if len(seen) > LONGEST_NAME:
        raise UserError("long_name", letters=len(seen), longest=LONGEST_NAME)
    return seen


def _seen(text: str) -> str:
    shown = (" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    kept = "".join(sign for sign in shown if sign not in DROPPED and unicodedata.category(sign) != "Cs")
    return " ".join(kept.split())
