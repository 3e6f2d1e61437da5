"""What a person brings is being read: how many are before them in the line is said, and nothing freezes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from app.i18n import Translate
from app.people import owner
from core.sandbox.line import Reader, reading_for

TO_DRAW = 1.0  # seconds that a sentence gets to be drawn


@contextmanager
def being_read(t: Translate, told: str = "data.reading") -> Iterator[None]:
    """Within this, what is read is read for this person.

    Args:
        told: Names the sentence that stands beside the spinner.
    """
    with st.spinner(t(told)):
        place = st.empty()
        reader = Reader(_who(), lambda before: _tell(t, place, before), st.context.ip_address or "")
        with reading_for(reader):
            yield


def _who() -> str:
    """Who takes a place in the line: a person where people are told apart, else a visit."""
    context = get_script_run_ctx()
    return owner() or (context.session_id if context is not None else "")


def _tell(t: Translate, place: DeltaGenerator, before: int) -> None:
    """Say how many are before, by a thread: what a cached function draws is drawn again from the cache."""

    def draw() -> None:
        if before:
            place.caption(f":material/hourglass_top: {t('reading.waits', count=before)}")
        else:
            place.empty()

    drawing = threading.Thread(target=draw, daemon=True)
    add_script_run_ctx(drawing, get_script_run_ctx())
    drawing.start()
    drawing.join(TO_DRAW)
