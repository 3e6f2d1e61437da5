"""Sentences in the visitor's language. The language belongs to the session and travels in the address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

import streamlit as st

from core.words import sentences
from core.words.locales import FIRST, catalogue, languages

Translate: TypeAlias = Callable[..., str]
_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)


def translator(language: str) -> Translate:
    """A function from a key and facts to a sentence; an unknown key is a bug and raises KeyError."""
    return sentences.translator(catalogue(language))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """For what is made outside of a page's script, such as a file when it is asked for."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def current_language() -> str:
    """The address's language, else the browser's, else English."""
    asked = _SPOKEN.get() or st.query_params.get("lang") or (st.context.locale or FIRST)
    known = languages()
    short = asked.split("-")[0].lower()
    return short if short in known else FIRST
