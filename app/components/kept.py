"""Choices of a setup in the address: a reload, another language and a shared link begin with the same ones.

Every value is read as its field declares it; what does not fit is as if it were not there.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import streamlit as st

from core.limits import within

Value = TypeVar("Value")
NAMES = "kept.names"  # in the session: parameters that belong to the form that is open
SCOPE = "kept.scope"  # and which form that is
FIRST = "kept.first"  # what widgets began with, where the address said so
SWITCH = {"1": True, "0": False}


def enter(scope: str) -> None:
    """Begin a form; another one than before starts from its own defaults, not from the last one's choices."""
    before = st.session_state.get(SCOPE, scope)
    st.session_state[SCOPE] = scope
    if before != scope:
        for name in st.session_state.pop(NAMES, set()):
            st.query_params.pop(name, None)


def first(name: str, default: Value, read: Callable[[str], Value | None], scope: str) -> Value:
    """What a widget begins with: what the address says when it is first drawn, else the default.

    Args:
        name: Of the parameter.
        read: From its text to a value; None where it does not fit.
        scope: Of the widget; the same one begins with the same for the whole session.
    """
    begun: dict[tuple[str, str], Any] = st.session_state.setdefault(FIRST, {})
    if (scope, name) not in begun:
        asked = st.query_params.get(name)
        begun[scope, name] = None if asked is None else read(asked)
    found = begun[scope, name]
    return default if found is None else found


def keep(name: str, value: str | None, *, of_form: bool = True) -> None:
    """Put a choice into the address, or take it out where it is None.

    Args:
        of_form: Whether it goes when another form is entered.
    """
    if of_form:
        st.session_state.setdefault(NAMES, set()).add(name)
    if st.query_params.get(name) != value:
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value


def one_of(options: Sequence[str]) -> Callable[[str], str | None]:
    """Reads one of some names."""
    return lambda text: text if text in options else None


def some_of(options: Sequence[str], fewest: int = 0) -> Callable[[str], list[str] | None]:
    """Reads several of some names, parted by commas, or a list in JSON where a name has one."""

    def read(text: str) -> list[str] | None:
        with suppress(ValueError, TypeError, RecursionError):
            found = json.loads(text) if text.startswith("[") else text.split(",") if text else []
            return _known(found, options) if len(found) >= fewest else None
        return None

    return read


def _known(found: list[str], options: Sequence[str]) -> list[str] | None:
    return [one for one in options if one in found] if set(found) <= set(options) else None


def of_field(default: Any, limits: Mapping[str, Any]) -> Callable[[str], Any]:
    """Reads what a field of a spec may be: one of its options, a switch, a number within its limits."""
    if "options" in limits:
        return one_of(limits["options"])
    if isinstance(default, bool):
        return SWITCH.get
    whole = isinstance(default, int) and type(limits["low"]) is type(limits["high"]) is int

    def number(text: str) -> Any:
        with suppress(ValueError):
            found = int(text) if whole else float(text)
            return found if within(found, limits) else None
        return None

    return number


def written(value: Any) -> str:
    """A value as the address holds it."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list | tuple):
        commas = any("," in one for one in value) or (value and value[0].startswith("["))
        return json.dumps(list(value), ensure_ascii=False) if commas else ",".join(value)
    return value if isinstance(value, str) else f"{value:.12g}"
