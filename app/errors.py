"""UserErrors become one sentence; bugs stay loud (in the log: the page shows no traceback)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from app.i18n import Translate
from core.errors import UserError


def sentence(t: Translate, key: str, facts: dict[str, Any]) -> str:
    """The sentence for an error's key and facts, safe to show as Markdown."""
    return t(f"error.{key}", **{name: _literal(fact) for name, fact in facts.items()})


@contextmanager
def explained(t: Translate) -> Iterator[None]:
    """Show a UserError as a sentence and go on."""
    try:
        yield
    except UserError as error:
        st.error(sentence(t, error.key, error.facts), icon=":material/error:")


def _literal(fact: Any) -> Any:
    """What a person typed or uploaded must not become Markdown."""
    if not isinstance(fact, str):
        return fact
    shown = fact if len(fact) <= 200 else fact[:200] + "…"
    for sign in "\\`*_{}[]()<>#$~|:":
        shown = shown.replace(sign, "\\" + sign)
    return shown
