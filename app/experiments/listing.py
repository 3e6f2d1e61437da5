"""The experiments there are: what was found in each; open, compare, rename, delete."""

from collections.abc import Sequence

import streamlit as st

from app.errors import literal
from app.experiments.class_line import names_told, pupils_here
from app.experiments.examples import example_badge
from app.experiments.filter import chosen, wanted
from app.experiments.found import found_words, is_outdated, looked_at
from app.experiments.once_more import again_button
from app.experiments.renaming import edit_experiment
from app.experiments.start import open_experiment
from app.experiments.to_compare import comparable_ids, open_comparison
from app.experiments.told_apart import names_apart
from app.experiments.whose import whose_badge
from app.i18n import Translate
from app.moments import made
from app.numbers import whole
from app.people import may_change
from core.store.records import ExperimentLine
from core.store.shipped import is_example
from core.tasks import TASKS

STATE_COLOURS = {"running": "blue", "queued": "gray", "done": "green", "failed": "red", "stopped": "orange"}
MOST = 1000  # experiments that are looked through
PAGE = 20  # rows that are drawn before one asks for more: each costs milliseconds
FEW = 2  # experiments among which nobody has to search
SHOWN = "experiments.shown"  # in the session: so many rows


def experiment_list(t: Translate, lines: list[ExperimentLine]) -> None:
    """Search, filters and order above; a row per experiment, whose name opens it."""
    seen = looked_at(lines)
    kept = chosen(t, seen, wanted(t, seen)) if len(lines) > FEW else seen
    if not kept:
        st.info(t("experiments.none_fit"), icon=":material/search_off:")
        return
    most = st.session_state.get(SHOWN, PAGE)
    rows(t, kept[:most], editable=True)
    if len(kept) > most:
        _more(t, most, len(kept))


def rows(t: Translate, lines: Sequence[ExperimentLine], *, editable: bool) -> None:
    """One row per experiment; the name opens it."""
    names, pupils = names_apart(t, [line.experiment for line in lines]), pupils_here()
    with st.container(border=True, gap="xsmall"):
        for line in lines:
            asked = pupils.get(line.experiment.id, [])
            _row(t, line, names[line.experiment.id], asked, editable=editable)


def _more(t: Translate, shown: int, all: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("experiments.shown", shown=whole(shown), all=whole(all)))
        if st.button(t("experiments.show_more"), key="experiments.show_more", type="tertiary"):
            st.session_state[SHOWN] = shown + PAGE
            st.rerun()


def _row(t: Translate, line: ExperimentLine, title: str, asked: Sequence[str], *, editable: bool) -> None:
    id = line.experiment.id
    name, found, ways = st.columns([5, 6, 5] if editable else [4, 8, 3], vertical_alignment="center")
    label = literal(title)
    with name.container(gap=None):
        if st.button(label, type="tertiary", icon=":material/arrow_outward:", key=f"experiments.open.{id}"):
            open_experiment(id, line.experiment.task)
        st.caption(made(line.experiment.created))
        if asked:
            st.caption(f":material/groups: {names_told(t, asked)}")
    with found.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if verdict := found_words(t, line):
                st.markdown(literal(verdict), width="content")
            if is_outdated(line):
                again_button(t, line)
        st.caption(_about(t, line))
    with ways.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        example_badge(t, line.experiment)
        if not is_example(line.experiment):
            whose_badge(t, line.experiment.owner)
        st.badge(t(f"state.{line.state}"), color=STATE_COLOURS[line.state])  # type: ignore[arg-type]
        if editable:
            _ways(t, line)


def _about(t: Translate, line: ExperimentLine) -> str:
    spec = line.experiment.spec
    cells = t("words.comma").join(t(f"cell.{cell}") for cell in spec.cells)
    facts = vars(spec.task) | {"cells": cells, "seeds": spec.seeds}
    return t(f"experiments.line.{spec.task.kind}", **facts)


def _ways(t: Translate, line: ExperimentLine) -> None:
    id = line.experiment.id
    if TASKS[line.experiment.task].compared is not None and st.button(
        t("compare.open"), type="tertiary", icon=":material/compare_arrows:", key=f"experiments.compare.{id}"
    ):
        open_comparison(comparable_ids(id))
    if may_change(line.experiment.owner):
        edit_experiment(t, line.experiment)
