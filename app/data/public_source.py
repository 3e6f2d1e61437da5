"""Public sets of texts by name: what each is, what may be done with it, and a button that fetches it."""

import streamlit as st

from app.i18n import Translate
from app.numbers import megabytes
from app.store import open_store
from core.store.public_texts import fetch_public, known_public
from core.text.facts import TextFacts
from core.text.public import PUBLIC


def public_source(t: Translate) -> TextFacts | None:
    """The chosen set if it is here, or has just been fetched."""
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    name = left.selectbox(
        t("text.public"),
        list(PUBLIC),
        format_func=lambda name: t(f"text_public.{name}"),
        key="text_picker.public",
        persist_state="session",
    )
    size = megabytes(PUBLIC[name].bytes)
    right.caption(
        f"{t(f'text_public.{name}.about')} {t('text_public.licence')} {t(f'text_public.{name}.licence')}"
    )
    here = known_public(open_store(), name)
    if here is None and st.button(
        t("text.public.fetch", size=size), key="text_picker.fetch", icon=":material/download:", type="primary"
    ):
        return _fetched(t, name, size)
    return here


def _fetched(t: Translate, name: str, size: str) -> TextFacts:
    bar, all = st.empty(), PUBLIC[name].bytes

    def follow(bytes: int) -> None:
        share = min(bytes / all, 1.0)
        what = "fetching" if share < 1 else "reading"
        bar.progress(share, text=t(f"text.public.{what}", done=megabytes(min(bytes, all)), size=size))

    try:
        follow(0)
        return fetch_public(open_store(), name, follow)
    finally:
        bar.empty()
