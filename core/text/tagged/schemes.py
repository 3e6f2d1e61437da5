"""Tags of spans: the ways to write them, and from all of them to one (BIO)."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from core.arrays import Bools

OUTSIDE = "O"
_PREFIXED = re.compile(r"([BIESLUM])-(.+)", re.DOTALL)
_BEGINS, _ENDS = "BSU", "ESLU"  # letters that begin a span whatever stands before, or end it
Span = tuple[int, int, str]  # first word, the one behind the last, type


def scheme_of(sentences: Iterable[Sequence[str]]) -> str:
    """How tags are written.

    Returns:
        "plain": each stands for itself. Of spans: "bio", each begins with B-; "iob1", only one that follows
        another of its type does (Ramshaw & Marcus 1995); "bioes", ends and single words have letters of
        their own, E and S, or L and U, with or without M inside.
    """
    letters: set[str] = set()
    bare_begin = apart = False  # an I- that begins a span; a B- that need not be one
    for tags in sentences:
        before = ("", "")
        for tag in tags:
            if tag == OUTSIDE:
                before = ("", "")
                continue
            found = _PREFIXED.fullmatch(tag)
            if not found:
                return "plain"
            letter, kind = found.groups()
            letters.add(letter)
            follows = before[1] == kind
            bare_begin |= letter == "I" and not follows
            apart |= letter == "B" and not follows
            before = (letter, kind)
    if not letters:
        return "plain"
    if letters - {"B", "I"}:
        return "bioes"
    return "iob1" if bare_begin and not apart else "bio"


def to_bio(tags: Sequence[str]) -> list[str]:
    """Tags of spans in one sentence, whichever way they are written, so that each span begins with B-.

    What cannot be, such as an I- behind an O, begins a span, as in the CoNLL evaluation.
    """
    found, open_kind = [], ""
    for tag in tags:
        matched = _PREFIXED.fullmatch(tag)
        if not matched:
            found.append(OUTSIDE)
            open_kind = ""
            continue
        letter, kind = matched.groups()
        begins = letter in _BEGINS or kind != open_kind
        found.append(f"{'B' if begins else 'I'}-{kind}")
        open_kind = "" if letter in _ENDS else kind
    return found


def spans(tags: Sequence[str]) -> list[Span]:
    """The spans of one sentence, tags in any of the ways."""
    found: list[Span] = []
    for place, tag in enumerate(to_bio(tags)):
        if tag.startswith("B-"):
            found.append((place, place + 1, tag[2:]))
        elif tag != OUTSIDE:
            first, _, kind = found[-1]
            found[-1] = (first, place + 1, kind)
    return found


def allowed(names: Sequence[str]) -> tuple[Bools, Bools]:
    """Which BIO tags may begin a sentence, (tags,), and which may follow which, (before, after)."""
    inside = np.array([name.startswith("I-") for name in names], dtype=bool)
    kinds = np.array([name[2:] if name != OUTSIDE else "" for name in names])
    same = (kinds[:, None] == kinds) & (kinds != "")
    return ~inside, ~inside | same
