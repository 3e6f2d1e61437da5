"""What a changed word changes: the text that was scored before stands beside the one that is scored now."""

from dataclasses import dataclass

import streamlit as st

from app.errors import literal
from app.i18n import Translate
from core.text.edits import edits

MOST_SHOWN = 6  # changes in one line


@dataclass(frozen=True)
class Scoring:
    """A text and each cell's probabilities of the classes."""

    text: str
    probabilities: dict[str, list[float]]


def scored_before(experiment: str, now: Scoring) -> Scoring | None:
    """The text that was scored before this one, if this one is an edit of it; keeps this one for the next."""
    known: list[Scoring] = st.session_state.setdefault(f"scoring.history.{experiment}", [])
    if not known or known[-1].text != now.text:
        known.append(now)
        del known[:-2]
    known[-1] = now  # networks may have learnt since
    return known[0] if len(known) == 2 and edits(known[0].text, now.text) else None


def show_edits(t: Translate, before: Scoring, now: Scoring) -> None:
    """Say what was changed since."""
    pieces = [f"{_piece(old)} → {_piece(new)}" for old, new in edits(before.text, now.text)[:MOST_SHOWN]]
    st.caption(t("scoring.edits", edits="  ·  ".join(pieces)))


def _piece(text: str) -> str:
    return f"*{literal(text)}*" if text else "∅"
