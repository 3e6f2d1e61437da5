"""The class that a visitor is in, and what they are called there: by the address, then by the session."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import streamlit as st

from app.people import owner
from app.store import open_store
from core.specs import ExperimentSpec
from core.store import class_space
from core.store.records import Experiment

ADDRESS = "class"
CLASS, PUPIL = "class.name", "class.pupil"  # in the session
_asking = Lock()  # thirty who ask at once ask one after another, so that the first trains for all


def follow_address() -> None:
    """Take the class from the address, and keep it there on every page; raises `class_name`."""
    told = st.query_params.get(ADDRESS)
    if told:
        st.query_params.pop(ADDRESS)  # where it cannot be one it is told once
        asked = class_space.class_name(told)
        if asked != current_class():
            st.session_state[CLASS] = asked
            st.session_state.pop(PUPIL, None)
    if (name := current_class()) is not None:
        st.query_params[ADDRESS] = name


def current_class() -> str | None:
    """Its name; None outside of any class."""
    return st.session_state.get(CLASS)


def pupil() -> str | None:
    """What the visitor is called in it: as they said in this visit, or when they asked last."""
    name, mine = current_class(), owner()
    if name is not None and PUPIL not in st.session_state and mine is not None:
        known = class_space.known_as(open_store().engine, name, mine)
        if known:
            st.session_state[PUPIL] = known
    return st.session_state.get(PUPIL)


def call_me(name: str) -> None:
    """Say what one is called; raises `pupil_name`."""
    st.session_state[PUPIL] = class_space.pupil_name(name)


def leave() -> None:
    """What is asked for from now on is one's own; what was asked for stays on the list."""
    for key in (CLASS, PUPIL):
        st.session_state.pop(key, None)
    st.query_params.pop(ADDRESS, None)


@contextmanager
def taking_turns() -> Iterator[None]:
    """In a class, one after another; else at once."""
    if current_class() is None:
        yield
        return
    with _asking:
        yield


def known_to_class(spec: ExperimentSpec) -> Experiment | None:
    """The same experiment, where the class has asked for it already."""
    name = current_class()
    return None if name is None else class_space.asked_before(open_store().engine, spec, name)


def enter(experiment: str) -> None:
    """Put an experiment on the class's list, with the visitor's name or, where none was given, without."""
    name, called = current_class(), pupil() or ""
    if name is not None:
        class_space.enter(open_store().engine, name, experiment, owner() or called, called)
