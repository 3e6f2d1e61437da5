"""Sentences in the visitor's language. The language belongs to the session and travels in the address."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TypeAlias

import streamlit as st

from core.words import sentences
from core.words.locales import FOLDER

Translate: TypeAlias = Callable[..., str]
DEFAULT = "en"
_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)


@cache
def languages() -> dict[str, str]:
    """Every language there is a file for, with its own name."""
    return {path.stem: catalogue(path.stem)["language"] for path in sorted(FOLDER.glob("*.json"))}


@cache
def catalogue(language: str) -> dict[str, str]:
    """All sentences of one language by key."""
    found: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


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
    asked = _SPOKEN.get() or st.query_params.get("lang") or (st.context.locale or DEFAULT)
    known = languages()
    short = asked.split("-")[0].lower()
    return short if short in known else DEFAULT
