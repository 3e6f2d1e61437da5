"""Step by step through time: back, play, on, and a slider that arrow keys move."""

import streamlit as st

from app.i18n import Translate

PACE = 0.8  # seconds from one step to the next while it plays


def playing(key: str) -> bool:
    """Whether whoever draws is to do so again and again, a step further each time."""
    return bool(st.session_state.get(f"{key}.plays", False))


def stepper(t: Translate, key: str, count: int, first: int = 0) -> int:
    """Draw it; returns the chosen step, from 0.

    Args:
        key: What its state begins with.
        count: Steps that there are.
        first: Where it stands at first.
    """
    place = f"{key}.step"
    if place not in st.session_state:
        st.session_state[place] = first + 1
    now = min(int(st.session_state[place]), count)
    if playing(key):
        now = now % count + 1  # at the end it begins again
    st.session_state[place] = now
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _button(t, key, "back", ":material/arrow_back:", now - 1, enabled=now > 1)
        plays = playing(key)
        icon = ":material/pause:" if plays else ":material/play_arrow:"
        if st.button(
            t("step.pause" if plays else "step.play"), icon=icon, key=f"{key}.play", type="tertiary"
        ):
            st.session_state[f"{key}.plays"] = not plays
            st.rerun()
        _button(t, key, "on", ":material/arrow_forward:", now + 1, enabled=now < count)
        st.slider(t("step.at", count=count), 1, count, key=place, persist_state="session")
    return now - 1


def _button(t: Translate, key: str, way: str, icon: str, to: int, *, enabled: bool) -> None:
    st.button(
        t(f"step.{way}"), icon=icon, key=f"{key}.{way}", type="tertiary", disabled=not enabled,
        on_click=_go, args=(key, to),
    )  # fmt: skip


def _go(key: str, to: int) -> None:
    st.session_state[f"{key}.step"] = to
    st.session_state[f"{key}.plays"] = False
