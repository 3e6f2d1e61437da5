"""A text that one can point at: a click, or an arrow key, chooses one of its pieces."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from typing import Any

import streamlit as st

# What is chosen is marked at once, and stays so while the page is drawn again; pieces are set as text, so
# nothing in them is taken for markup.
_CLICKED = """
export default function ({ data, parentElement, setStateValue }) {
  const text = parentElement.querySelector("p");
  const spans = data.pieces.map(([shown, tint, told], place) => {
    const span = document.createElement("span");
    span.textContent = shown;
    span.style.background = tint;
    span.title = told;
    span.dataset.place = place;
    return span;
  });
  text.replaceChildren(...spans);
  text.setAttribute("aria-label", data.label);
  const mark = (place) => {
    spans.forEach((span, at) => span.classList.toggle("chosen", at === place));
    text.dataset.place = place;
  };
  const choose = (place) => {
    if (!(place >= 0 && place < spans.length)) return;
    mark(place);
    setStateValue("place", place);
  };
  const chosen = Number(text.dataset.place ?? data.first);
  mark(chosen);
  text.onclick = ({ target }) => {
    const span = target.closest("span");
    if (span) choose(Number(span.dataset.place));
  };
  text.onkeydown = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    choose(Number(text.dataset.place) + step);
  };
}
"""
_LOOK = """
p { line-height: 1.9; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; cursor: pointer;
    color: var(--st-text-color); font-family: var(--st-font); }
p:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 4px; }
.chosen { outline: 2px solid var(--st-primary-color); border-radius: 2px; }
"""


@dataclass(frozen=True)
class Piece:
    """What can be chosen at once."""

    text: str
    tint: str = ""  # CSS colour behind it
    told: str = ""  # where one points at it


def clicked_text(pieces: Sequence[Piece], label: str, *, key: str, first: int = -1) -> int | None:
    """Draw a text; returns the place of the piece that was chosen, if any was.

    Args:
        label: What the text is, for those who cannot see it.
        key: Another text needs another one.
        first: The place that is chosen to begin with; -1: none.
    """
    data = {"pieces": [astuple(one) for one in pieces], "label": label, "first": first}
    found = _component()(key=key, data=data, on_place_change=lambda: None).place
    place = first if found is None else int(found)
    return place if 0 <= place < len(pieces) else None


@cache
def _component() -> Any:
    html = '<p dir="auto" tabindex="0" role="group"></p>'
    return st.components.v2.component("unrolled.clicked_text", html=html, css=_LOOK, js=_CLICKED)
