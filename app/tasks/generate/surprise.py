"""The held-out text, tinted by how much each character surprised a method."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from app.i18n import Translate
from app.numbers import figure
from core.arrays import Floats
from core.tasks.generate.outcome import WritingOutcome

SHOWN = 1500  # characters at a time: each is an element of the page
TINT = "213,94,0"
DEEPEST = 0.75  # opacity of the strongest tint: letters stay legible on it in both themes
STRONGEST = 8.0  # bits from which the tint grows no more


def surprise_part(t: Translate, outcome: WritingOutcome, held_out: str) -> None:
    """Choose the method and the stretch; below it the text."""
    names = [one.name for one in outcome.methods]
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    name = left.selectbox(
        t("column.method"), names, names.index(outcome.shown), format_func=lambda one: t(f"method.{one}"),
        key=f"generate.surprise.{outcome.shown}",
    )  # fmt: skip
    pages = -(-len(held_out) // SHOWN)
    label = t("generate.surprise.page", pages=pages)
    page = right.number_input(label, 1, pages, key="generate.page") if pages > 1 else 1
    start = SHOWN * (int(page) - 1)
    bits = outcome.surprises[name]
    st.html(tinted(held_out[start : start + SHOWN], bits[start : start + SHOWN], t))
    st.caption(t("generate.surprise.about", most=figure(STRONGEST)))


def tinted(text: str, bits: Floats, t: Translate) -> str:
    """HTML of the characters; nothing in them is taken for markup."""
    spans = [_span(letter, float(cost), t) for letter, cost in zip(text, bits, strict=True)]
    style = "line-height:1.9;margin:0;white-space:pre-wrap;overflow-wrap:anywhere"
    return f'<p dir="auto" style="{style}">{"".join(spans)}</p>'


def _span(letter: str, bits: float, t: Translate) -> str:
    share = min(bits / STRONGEST, 1.0)
    told = t("generate.surprise.hover", bits=figure(bits, 2))
    shown = "⏎\n" if letter == "\n" else escape(letter)
    style = f"background:rgba({TINT},{DEEPEST * share:.2f})"
    return f'<span style="{style}" title="{escape(told)}">{shown}</span>'


def stretches(text: str, length: int) -> Sequence[str]:
    """Every stretch of so many characters in a text."""
    return [text[start : start + length] for start in range(len(text) - length + 1)]
