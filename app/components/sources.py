"""Ways to bring data, as tabs of one kind; what each gave last is kept across pages."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from app.errors import explained
from app.i18n import Translate
from app.store import open_store
from core.runs.bodies import AnyData

Data = TypeVar("Data", bound=AnyData)
Source = Callable[[Translate], Data | None]


def choose_source(
    t: Translate, key: str, sources: dict[str, Source[Data]], again: Callable[[str], Data]
) -> Data | None:
    """Draw the chosen way; returns the data in hand, or None as long as there is none.

    Args:
        key: Begins the keys of the widgets, the texts of the label and of the empty state.
        sources: Ways by name; the first is chosen beforehand.
        again: Reads data that the store keeps, by their hash.
    """
    chosen = st.segmented_control(
        t(f"{key}.source"),
        list(sources),
        format_func=lambda name: t(f"source.{name}"),
        default=next(iter(sources)),
        required=True,
        key=f"{key}_picker.source",
        persist_state="session",
        label_visibility="collapsed",
    )
    name = chosen or next(iter(sources))
    with explained(t):
        fresh = sources[name](t)
        data = _keep(key, name, fresh) if fresh is not None else _kept(key, name, again)
        if data is None:
            st.info(t(f"{key}.empty"), icon=":material/upload_file:")
        return data
    return None  # why has been said


def _keep(key: str, source: str, data: Data) -> Data:
    """The content goes to the store, only its hash into the session: a widget forgets it on another page."""
    kept = st.session_state.setdefault(f"{key}_picker.kept", {})
    if kept.get(source) != data.sha256:
        kept[source] = open_store().add_dataset(data)
    return data


def _kept(key: str, source: str, again: Callable[[str], Data]) -> Data | None:
    hash = st.session_state.get(f"{key}_picker.kept", {}).get(source)
    return again(hash) if hash else None
