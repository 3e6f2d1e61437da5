"""Sentences with a tag below each word, in the tag's colour: text that wraps, not a picture of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.i18n import Translate
from app.numbers import percent
from core.text.tagged.schemes import OUTSIDE

TURN = 137.5  # degrees between the colours of one tag and the next: neighbours differ most
FAINT, DEEP = 0.10, 0.34  # opacity of the tint of a tag that is unsure, and of one that is sure
BOX = "display:inline-block;text-align:center;line-height:1.35;padding:1px 5px;margin:2px 1px;"
BOX += "border-radius:4px;"
SMALL = "display:block;font-size:.68rem;opacity:.75"


@dataclass(frozen=True)
class TaggedWord:
    """One word with what is told of it."""

    text: str
    tag: str
    sure: float | None = None  # probability of the tag; None where it is the truth
    others: tuple[tuple[str, float], ...] = ()  # the likeliest tags with their probabilities
    known: bool = True
    wrong: bool = False


def tagged_words(words: Sequence[TaggedWord], names: Sequence[str], t: Translate) -> str:
    """HTML of one sentence; nothing in the words is taken for markup."""
    spans = "".join(_span(word, names, t) for word in words)
    return f'<p dir="auto" style="line-height:2.6;margin:0 0 .4rem 0">{spans}</p>'


def _span(word: TaggedWord, names: Sequence[str], t: Translate) -> str:
    kind = word.tag.removeprefix("B-").removeprefix("I-")
    kinds = list(dict.fromkeys(name.removeprefix("B-").removeprefix("I-") for name in names))
    style = BOX
    if word.tag != OUTSIDE:
        hue = TURN * kinds.index(kind) % 360 if kind in kinds else 0
        opacity = FAINT + (DEEP - FAINT) * (1.0 if word.sure is None else word.sure)
        style += f"background:hsla({hue:.0f},70%,50%,{opacity:.2f});"
    if word.tag.startswith("I-"):
        style += "margin-left:-3px;border-top-left-radius:0;border-bottom-left-radius:0;"
    if word.wrong:
        style += "outline:2px solid rgba(213,94,0,.9);"
    below = escape(word.tag) if word.sure is None else f"{escape(word.tag)} {percent(word.sure, 0)}"
    text = escape(word.text)
    shown = text if word.known else f'<span style="text-decoration:underline dotted">{text}</span>'
    told = escape(_hover(word, t))
    return f'<span style="{style}" title="{told}">{shown}<span style="{SMALL}">{below}</span></span> '


def _hover(word: TaggedWord, t: Translate) -> str:
    likely = t("words.comma").join(f"{name} {percent(share)}" for name, share in word.others)
    told = t("words.pair", first=word.text, second=likely or word.tag)
    return told if word.known else t("words.aside", first=told, second=t("tag.unknown_word"))
