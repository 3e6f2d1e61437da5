"""A text word by word, tinted by what each word contributed: text that wraps, not a picture of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.i18n import Translate
from app.numbers import figure

FOR, AGAINST = "0,114,178", "213,94,0"  # colours of contributions to the class that was told
DEEPEST = 0.5  # opacity of the strongest word's tint: letters stay legible on it in both themes


@dataclass(frozen=True)
class WordFacts:
    """One word of a text as one network read it."""

    text: str
    known: bool
    contribution: float
    occlusion: float | None = None  # None where it was not asked


def tinted_words(words: Sequence[WordFacts], t: Translate) -> str:
    """HTML of the words; unknown ones are struck through. Nothing in them is taken for markup."""
    largest = max((abs(word.contribution) for word in words), default=0.0) or 1.0
    spans = [_span(word, abs(word.contribution) / largest, t) for word in words]
    return f'<p dir="auto" style="line-height:2;margin:0">{"".join(spans)}</p>'


def _span(word: WordFacts, share: float, t: Translate) -> str:
    tint = FOR if word.contribution >= 0 else AGAINST
    style = "display:inline-block;line-height:1.5;padding:0 4px;margin:0 1px;border-radius:3px;"
    style += f"background:rgba({tint},{DEEPEST * share:.2f})"
    if not word.known:
        style += ";text-decoration:line-through"
    told = t(
        "words.hover" if word.occlusion is not None else "words.hover.value",
        word=word.text,
        contribution=figure(word.contribution, 2),
        occlusion=figure(word.occlusion, 2),
    )
    return f'<span class="word" style="{style}" title="{escape(told)}">{escape(word.text)}</span> '
