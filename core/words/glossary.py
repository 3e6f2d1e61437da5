"""Words of the field and what they mean: the first of each in a text is marked."""

import re
from functools import cache
from html import escape

from core.words.locales import catalogue

ANCHOR = "word-"
JOINER = "\u2060"  # has no width: lets Markdown see bold end between a bracket and a Chinese sign
_AREA, _MEANING = "glossary.", ".text"
# What must stay as it is: code, formulas, links and bare addresses.
_KEPT = re.compile(
    r"`[^`]{1,200}`|\$[^$]{1,200}\$|\[[^\[\]]{1,200}\]\([^()\s]{1,200}\)|https?://[^\s)]{1,200}+"
)


@cache
def words(language: str) -> dict[str, tuple[str, ...]]:
    """Every word that is explained, by its name: how it is written, the usual form first."""
    said = catalogue(language)
    names = (key.removeprefix(_AREA).removesuffix(_MEANING) for key in said if key.endswith(_MEANING))
    return {name: tuple(said[_AREA + name].split("|")) for name in names if _AREA + name + _MEANING in said}


def meaning(name: str, language: str) -> str:
    """What a word means, in a sentence."""
    return catalogue(language)[_AREA + name + _MEANING]


def with_words(text: str, language: str, page: str = "") -> tuple[str, list[str]]:
    """Mark the first of each word that is explained.

    Args:
        text: Markdown; its code, formulas and links stay as they are.
        language: Of the text.
        page: Where meanings are listed, if it is not the page of the text.

    Returns:
        The text, in which such a word is a link whose title is its meaning; and the names of these words, in
        their order.
    """
    found: dict[str, None] = {}

    def marked(match: re.Match[str]) -> str:
        name = _names(language).get(match[0].casefold())
        if name is None or name in found:
            return match[0]
        found[name] = None
        link = f'[{match[0]}]({page}#{ANCHOR}{name} "{escape(meaning(name, language))}")'
        before = JOINER if text[: match.start()].endswith("*") else ""
        return before + link + (JOINER if text.startswith("*", match.end()) else "")

    return _pattern(language).sub(marked, text), list(found)


@cache
def _names(language: str) -> dict[str, str]:
    return {form.casefold(): name for name, forms in words(language).items() for form in forms}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """What is to be kept, or any form of any word, the longest first."""
    forms = sorted((form for written in words(language).values() for form in written), key=len, reverse=True)
    return re.compile("|".join((_KEPT.pattern, *map(_whole, forms))), re.IGNORECASE)


def _whole(form: str) -> str:
    """A Latin word with nothing Latin beside it; Chinese has no blanks between words."""
    before = r"(?<![A-Za-z0-9_-])" if form[0].isascii() else ""
    after = r"(?![A-Za-z0-9_-])" if form[-1].isascii() else ""
    return f"{before}{re.escape(form)}{after}"
