"""Texts out of web pages: without comments and tags, entities as the signs that they stand for."""

import html
import re
from collections.abc import Iterator

LONGEST_COMMENT = 2_000  # letters; beyond, `<!--` is a text's own
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_OPENED, _CLOSED = "<!--", "-->"
_ZEROS = re.compile(r"(&#)0+(?=[0-9])|(&#[xX])0+(?=[0-9A-Fa-f])")
_NO_SIGN = re.compile(r"&#(?:[1-9][0-9]{7,}|[xX][1-9A-Fa-f][0-9A-Fa-f]{6,});?")  # beyond Unicode's last


def has_markup(text: str) -> bool:
    """Whether there is a tag or a comment in it."""
    parts = [*_around_comments(text)] if "<" in text else [text]
    return len(parts) > 1 or ("<" in text and _TAG.search(text) is not None)


def without_markup(text: str) -> str:
    """A text with a blank for each tag and comment, and signs for entities."""
    if "<" in text:
        text = " ".join(_TAG.sub(" ", part) for part in _around_comments(text))
    return unescaped(text) if "&" in text else text


def unescaped(text: str) -> str:
    """A text with signs for entities; those of no sign that there is become U+FFFD, however long."""
    return html.unescape(_NO_SIGN.sub("\ufffd", _ZEROS.sub(r"\1\2", text)))


def _around_comments(text: str) -> Iterator[str]:
    """The pieces of a text between its comments; each sign is looked at a fixed number of times."""
    start = looked = end = 0
    while (opened := text.find(_OPENED, looked)) >= 0:
        looked = opened + len(_OPENED)
        end = text.find(_CLOSED, looked) if end < looked else end
        if end < 0:
            break
        if end - looked <= LONGEST_COMMENT:
            yield text[start:opened]
            start = looked = end + len(_CLOSED)
    yield text[start:]
