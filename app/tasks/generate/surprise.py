"""The held-out text, tinted by how much each character or word surprised a method; one can point at it."""

from collections.abc import Callable, Sequence

import streamlit as st

from app.components.clicked_text import Piece, clicked_text
from app.i18n import Translate
from app.numbers import figure
from app.tasks.generate.known import before_test, held_out
from app.tasks.generate.places import READ, next_part
from core.arrays import Floats, Ints
from core.store.records import Experiment
from core.tasks.generate.outcome import WritingOutcome

SHOWN = {"characters": 1500, "words": 300}  # at a time: each is an element of the page
TINT = "213,94,0"
DEEPEST = 0.75  # opacity of the strongest tint: letters stay legible on it in both themes
STRONGEST = {"characters": 8.0, "words": 16.0}  # bits from which the tint grows no more


def surprise_part(
    t: Translate,
    experiment: Experiment,
    outcome: WritingOutcome,
    bits_of: Callable[[str], Floats],
    places: Ints | None,
) -> None:
    """Choose the method and the stretch; below it the text, and what might have stood where one points.

    Args:
        bits_of: Gives the bits of each held-out character or word by a method.
        places: Where each held-out word begins; None of characters.
    """
    names, task = [one.name for one in outcome.methods], outcome.task
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    name = left.selectbox(
        t("column.method"), names, names.index(outcome.shown), format_func=lambda one: t(f"method.{one}"),
        key=f"generate.surprise.{outcome.shown}",
    )  # fmt: skip
    bits, shown = bits_of(name), SHOWN[task.unit]
    pages = -(-len(bits) // shown)
    label = t("generate.surprise.page", pages=pages)
    page = right.number_input(label, 1, pages, key="generate.page") if pages > 1 else 1
    start = shown * (int(page) - 1)
    there = bits[start : start + shown]
    text = held_out(experiment.spec, places)(start, start + len(there))
    pieces = tinted(text, there, t, STRONGEST[task.unit])
    label = t("generate.surprise")
    place = clicked_text(pieces, label, key=f"generate.surprise.{experiment.id[:8]}.{page}")
    st.caption(t(task.worded("generate.surprise.about"), most=figure(STRONGEST[task.unit])))
    if place is not None:
        cells = [one.name for one in outcome.methods if one.kind == "cell"]
        so_far = before_test(experiment.spec, places)(start + place, READ)
        next_part(t, experiment, cells, so_far, text[place], "generate.surprise.next")


def tinted(text: Sequence[str], bits: Floats, t: Translate, strongest: float) -> list[Piece]:
    """Each character or word with its tint."""
    found = []
    for letter, cost in zip(text, bits, strict=True):
        share = min(float(cost) / strongest, 1.0)
        told = t("generate.surprise.hover", bits=figure(float(cost), 2))
        shown = letter.replace("\n", "⏎\n")
        found.append(Piece(shown, f"rgba({TINT},{DEEPEST * share:.2f})", told))
    return found
