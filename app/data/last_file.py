"""What was read of the last file: a page runs again at every touch, and reads only where something is new."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import streamlit as st

MOST_WAYS = 6  # of reading it that are kept
How = TypeVar("How")  # choices
Found = TypeVar("Found")  # what was read by them


@dataclass(frozen=True, eq=False)
class LastFile(Generic[How, Found]):
    """The last file of one kind and no other one: reading a large one takes seconds, and it takes memory."""

    file: tuple[str, ...]  # hash and name
    scope: str  # of its fields
    choices: How  # those of the last reading
    first: Found  # what was read when it came
    known: dict[How, Found]

    @property
    def read(self) -> Found:
        """What was read last."""
        return self.known[self.choices]


def last_file(
    key: str, file: tuple[str, ...], scope: str, begin: How, read: Callable[[How], Found]
) -> LastFile[How, Found]:
    """How a file was read last; one that is new is read as its fields were left, or as it is found.

    Args:
        key: In the session.
        scope: Of its fields: those of the same scope hold what was chosen for the file before.
        begin: The choices of a file nobody has touched.
        read: Reads it.
    """
    before: LastFile[How, Found] | None = st.session_state.get(key)
    if before is not None and before.file == file:
        return before
    choices = before.choices if before is not None and before.scope == scope else begin
    found = read(choices)
    st.session_state[key] = LastFile(file, scope, choices, found, {choices: found})
    return st.session_state[key]


def read_again(
    key: str, last: LastFile[How, Found], choices: How, read: Callable[[How], Found], *, anew: bool = False
) -> None:
    """Read a file by other choices, once, and draw the page again by what was understood.

    Args:
        anew: Whether what is known of these choices no longer holds.
    """
    found = last.known[choices] if choices in last.known and not anew else read(choices)
    others = [(one, old) for one, old in last.known.items() if one != choices]
    known = dict(others[max(0, len(others) + 1 - MOST_WAYS) :]) | {choices: found}
    st.session_state[key] = replace(last, choices=choices, known=known)
    st.rerun()
