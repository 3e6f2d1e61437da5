"""The tab of small networks: each change trains them anew, and everything is redrawn."""

import time
from dataclasses import fields
from typing import Any

import streamlit as st

from app.charts.theme import CONFIG
from app.components.glossary import explained_text
from app.i18n import Translate
from app.learn.charts.small import answers_chart, losses_chart, states_chart
from app.learn.small.settings import SCOPE, asked, puzzle
from app.numbers import percent
from core.byhand.puzzles import PUZZLES
from core.byhand.training import SMALL, TESTED, Asked, Trained, train


def small_view(t: Translate) -> None:
    """Draw it."""
    explained_text(t(f"{SCOPE}.text"))
    st.fragment(_play)(t)


def _play(t: Translate) -> None:
    """What is drawn anew when something is set: nothing else of the page is."""
    puzzle(t)
    settings = asked(t)
    begun = time.perf_counter()
    found = {cell: _trained(cell, _plain(settings)) for cell in SMALL}
    took = time.perf_counter() - begun
    told = [f"{t(f'cell.{cell}')} {_right(t, one)}" for cell, one in found.items()]
    st.markdown(t(f"{SCOPE}.told", told=t("words.comma").join(told), count=TESTED, seconds=f"{took:.1f}"))
    st.plotly_chart(
        losses_chart(found, t), key=f"{SCOPE}.losses", config=CONFIG, alt=t(f"{SCOPE}.losses.alt", told=told)
    )
    shown = (
        st.slider(t(f"{SCOPE}.sequence"), 1, len(next(iter(found.values())).truth), key=f"{SCOPE}.shown") - 1
    )
    for column, (cell, one) in zip(st.columns(len(found), gap="medium"), found.items(), strict=True):
        with column:
            _cell(t, cell, one, shown)
    st.caption(t(f"{SCOPE}.legend"))


def _right(t: Translate, one: Trained) -> str:
    """On new sequences, and on those that were learnt from where they were few."""
    told = percent(one.looks[-1].right, 0)
    return told if one.learnt is None else t(f"{SCOPE}.learnt", new=told, learnt=percent(one.learnt, 0))


def _cell(t: Translate, cell: str, found: Trained, shown: int) -> None:
    name = t(f"cell.{cell}")
    st.markdown(f"**{name}**")
    st.plotly_chart(
        answers_chart(found, shown, t),
        key=f"{SCOPE}.answers.{cell}",
        config=CONFIG,
        alt=t(f"{SCOPE}.answers.alt", cell=name, share=percent(float(found.answers[-1, shown]), 0)),
    )
    st.plotly_chart(
        states_chart(found, shown, t),
        key=f"{SCOPE}.states.{cell}",
        config=CONFIG,
        alt=t(f"{SCOPE}.states.alt", cell=name, units=found.states.shape[2], steps=len(found.states)),
    )


def _plain(settings: Asked) -> tuple[Any, ...]:
    """As an answer is kept by."""
    return settings.puzzle.name, *(getattr(settings, one.name) for one in fields(Asked)[1:])


@st.cache_data(show_spinner=False, max_entries=60)
def _trained(cell: str, settings: tuple[Any, ...]) -> Trained:
    name, *others = settings
    return train(cell, Asked(PUZZLES[name], *others))
