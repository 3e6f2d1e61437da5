"""Sentences with blanks: they are data of the screens, and filled the same way wherever they are shown."""

from collections.abc import Callable
from functools import reduce
from string import Formatter
from typing import Any


class _Sentences(Formatter):
    def format_field(self, value: Any, spec: str) -> str:
        one, bar, many = spec.partition("|")
        if bar:
            return one if str(value) == "1" else many
        return str(super().format_field(value, spec))


_FORMATTER = _Sentences()


def filled(sentence: str, **facts: Any) -> str:
    """Fill a sentence's blanks; `{count:row|rows}` is the first word where the count is one."""
    return _FORMATTER.format(sentence, **facts)


def spaced(t: Callable[..., str], *sentences: str) -> str:
    """Sentences after each other, as the language of a translator does it; empty ones are left out."""
    told = [one for one in sentences if one]
    return reduce(lambda so_far, one: t("words.after", first=so_far, second=one), told) if told else ""
