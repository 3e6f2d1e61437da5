"""Ways to bring data, as tabs of one kind; what each gave last is kept across pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from app.components import kept
from app.errors import explained, literal
from app.i18n import Translate
from core.errors import Refusal
from core.store import datasets

Data = TypeVar("Data", bound=datasets.Data)


@dataclass(frozen=True)
class Way(Generic[Data]):
    """How one source is asked for."""

    ask: Callable[[Translate], Data | Refusal | None]  # draws it; a question that is open stays a value
    forgetful: bool = False  # its widgets lose on another page what they held
    uploaded: bool = False  # of a file, whose name is then shown
    parameter: str = ""  # of the address, that belongs to it


def choose_source(
    t: Translate,
    key: str,
    sources: dict[str, Way[Data]],
    keep: Callable[[Data], object],
    again: Callable[[str, str], Data],
) -> Data | None:
    """Draw the chosen way; returns the data in hand, or None as long as there is none.

    Args:
        key: Begins the keys of the widgets, the texts of the label and of the empty state.
        sources: Ways by name; the first is chosen beforehand.
        keep: Puts data into the store.
        again: Reads data that the store keeps, by their hash, and calls them by a name.
    """
    chosen = st.segmented_control(
        t(f"{key}.source"),
        list(sources),
        format_func=lambda name: t(f"source.{name}"),
        default=kept.first("source", next(iter(sources)), kept.one_of(list(sources)), key),
        required=True,
        key=f"{key}_picker.source",
        persist_state="session",
        label_visibility="collapsed",
    )
    name = chosen or next(iter(sources))
    kept.keep("source", None if name == next(iter(sources)) else name, of_form=False)
    for other in (way.parameter for one, way in sources.items() if one != name):
        if other:
            kept.keep(other, None, of_form=False)
    with explained(t):
        way = sources[name]
        fresh = way.ask(t)
        if isinstance(fresh, Refusal):
            return None  # it is asked, and there is nothing more to show yet
        held = st.session_state.setdefault(f"{key}_picker.kept", {})
        if fresh is not None and held.get(name) != (fresh.sha256, fresh.name):
            # The content goes to the store, its hash into the session: widgets forget it on another page.
            keep(fresh)
            held[name] = fresh.sha256, fresh.name
        data = fresh or (again(*held[name]) if name in held and way.forgetful else None)
        if fresh is None and data is not None and way.uploaded:
            st.caption(f":material/attach_file: {t('source.loaded', name=literal(data.name))}")
        if data is None:
            st.info(t(f"{key}.empty"), icon=":material/upload_file:")
        return data
    return None  # why has been said
