"""UserErrors become one sentence; bugs stay loud (in the log: the page shows no traceback)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.i18n import Translate
from core.errors import UserError
from core.notes import Note

MARKDOWN = "\\`*_{}[]()<>#$~|:"
LONGEST = 200  # letters of one fact


def sentence(t: Translate, key: str, facts: dict[str, Any]) -> str:
    """The sentence for an error's key and facts, safe to show as Markdown."""
    return t(f"error.{key}", **_safe(facts))


def noted(t: Translate, note: Note) -> str:
    """The sentence for a note, safe to show as Markdown."""
    return t(f"note.{note.key}", **_safe(note.facts))


@contextmanager
def explained(t: Translate, place: DeltaGenerator | None = None) -> Iterator[None]:
    """Show a UserError as a sentence, here or at another place of the page, and go on."""
    try:
        yield
    except UserError as error:
        (place or st).error(sentence(t, error.key, error.facts), icon=":material/error:")


def literal(text: str) -> str:
    """What a person typed or uploaded, so that Markdown shows it as it is."""
    for sign in MARKDOWN:
        text = text.replace(sign, "\\" + sign)
    return text


def _safe(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: _shown(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}


def _shown(text: str) -> str:
    return literal(text if len(text) <= LONGEST else text[:LONGEST] + "…")
