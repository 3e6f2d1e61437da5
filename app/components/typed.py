"""Boxes for what people type or paste, of a length that the server sees to."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import UserError

MOST_LINE = 200  # letters of one line
MOST_TEXT = 200_000  # of texts that networks are asked about
MOST_DATA = 2_000_000  # of figures or labelled texts; more than that comes as a file


def area(label: str, most: int, **how: Any) -> str:
    """A box for several lines.

    The browser is told no limit: it would drop what is too long without a word.

    Raises:
        UserError: `pasted_too_long`.
    """
    text = str(st.text_area(label, **how))
    if len(text) > most:
        raise UserError("pasted_too_long", letters=len(text), most=most)
    return text


def line(
    label: str, value: str = "", most: int = MOST_LINE, place: DeltaGenerator | None = None, **how: Any
) -> str:
    """A box for one line; a longer one, which only a changed browser can send, is cut."""
    return str((place or st).text_input(label, value, max_chars=most, **how))[:most]
