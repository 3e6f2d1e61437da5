"""Sentences with blanks: they are data of the screens, and filled the same way wherever they are shown."""

import re
from collections.abc import Callable, Mapping
from functools import reduce
from string import Formatter
from typing import Any

from core.cells import CELLS

GROUPED = 10_000  # whole numbers from here on get their thousands apart; a year never does
_HAN = "\u4e00-\u9fff"
_WIDE = "，。：；！？、（）“”《》"
_LATIN = r"A-Za-z0-9<=+\u2212"
_EDGE = "\x00"  # where a fact begins and ends, while a sentence is put together
# Chinese sets a blank beside Latin words and numbers; whether a fact is one, its sentence cannot know.
_TIGHT = re.compile(rf"(?<=[{_HAN}]){_EDGE}(?=[{_LATIN}])|(?<=[A-Za-z0-9%]){_EDGE}(?=[{_HAN}])")
# None belongs beside one that is Chinese, though its sentence was written with Latin ones in mind.
_LOOSE = re.compile(
    rf"(?<=[{_HAN}{_WIDE}]){_EDGE} (?=[{_HAN}{_WIDE}])|(?<=[{_HAN}{_WIDE}]) {_EDGE}(?=[{_HAN}{_WIDE}])"
)


class _Sentences(Formatter):
    def format_field(self, value: Any, spec: str) -> str:
        value = listed(value, ", ")
        one, bar, many = spec.partition("|")
        if bar:
            return one if str(value) == "1" else many
        if not spec and type(value) is int and abs(value) >= GROUPED:
            spec = ","
        return f"{_EDGE}{super().format_field(value, spec)}{_EDGE}"


_FORMATTER = _Sentences()


def filled(sentence: str, **facts: Any) -> str:
    """Fill a sentence's blanks; `{count:row|rows}` is the first word where the count is one."""
    told = _LOOSE.sub("", _FORMATTER.format(sentence, **facts))
    return _TIGHT.sub(" ", told).replace(_EDGE, "")


def listed(fact: Any, comma: str) -> Any:
    """A list as one text, anything else as it is."""
    return comma.join(map(str, fact)) if isinstance(fact, list | tuple) else fact


def translator(sentences: Mapping[str, str]) -> Callable[..., str]:
    """A function from a key and facts to a sentence; an unknown key is a bug and raises KeyError."""

    def translate(key: str, /, **facts: Any) -> str:
        found = sentences[key] if key in sentences else _cell_name(key)
        comma = sentences.get("words.comma", ", ")
        told = {name: listed(fact, comma) for name, fact in facts.items()}
        return filled(found, **told) if facts else found

    return translate


def _cell_name(key: str) -> str:
    """What a cell is called that was added to the table and not yet to the sentences."""
    kind, _, name = key.partition(".")
    if kind in ("cell", "method") and name in CELLS:
        return name.upper()
    raise KeyError(key)


def counted(t: Callable[..., str], counts: Mapping[str, Any]) -> str:
    """Names with their numbers, as the language of a translator lists them."""
    return t("words.pause").join(t("words.pair", first=name, second=count) for name, count in counts.items())


def spaced(t: Callable[..., str], *sentences: str) -> str:
    """Sentences after each other, as the language of a translator does it; empty ones are left out."""
    told = [one for one in sentences if one]
    return reduce(lambda so_far, one: t("words.after", first=so_far, second=one), told) if told else ""
