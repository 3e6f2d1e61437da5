"""What a visit has in hand stays in the store: uploads that nobody wants are swept after a day."""

import time
from typing import Any

import streamlit as st

from app.store import open_store
from core.store.data_folder import DATA

RENEW = 3600.0  # seconds between two looks
RENEWED = "keeping.renewed"  # in the session: when that was done
HELD = (
    "data_picker.kept",
    "text_picker.kept",
    "labelled_picker.kept",
    "generate_picker.kept",
    "pairs_picker.kept",
    "tagged_picker.kept",
    "panel_picker.kept",
)  # in the session: what each source gave last


def still_kept(read: Any, *given: Any, kind: str = DATA) -> Any:
    """What a cached function has read and kept; read and kept again if it was swept meanwhile.

    Args:
        read: A function that Streamlit caches.
        kind: Of the file, `DATA` or `VECTORS` of the data folder.
    """
    found = read(*given)
    if open_store().data.has(found.sha256, kind):
        return found
    read.clear(*given)
    return read(*given)


def renew_held() -> None:
    """Once an hour, keep for another day what this visit, which is still open, has in hand."""
    now = time.monotonic()
    if now - st.session_state.setdefault(RENEWED, now) > RENEW:
        st.session_state[RENEWED] = now
        held = [one for key in HELD for one in st.session_state.get(key, {}).values()]
        open_store().renew([(hash, DATA) for hash, _ in held])
