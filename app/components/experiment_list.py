"""The experiments there are: open, rename, delete."""

from datetime import datetime

import streamlit as st

from app.components.data_report import data_name
from app.errors import explained
from app.i18n import Translate
from app.store import dataset, open_store
from core.runs.records import ExperimentLine

STATE_COLOURS = {"running": "blue", "queued": "gray", "done": "green", "failed": "red", "stopped": "orange"}


def experiment_list(t: Translate, lines: list[ExperimentLine], *, editable: bool) -> None:
    """One row per experiment, newest first."""
    for line in lines:
        with st.container(border=True):
            _row(t, line, editable=editable)


def _row(t: Translate, line: ExperimentLine, *, editable: bool) -> None:
    id = line.experiment.id
    spec = line.experiment.spec
    left, middle, right = st.columns([5, 2, 3], vertical_alignment="center")
    with left:
        st.markdown(f"**{_plain(line.experiment.name)}**")
        cells = ", ".join(t(f"cell.{cell}") for cell in spec.cells)
        when = datetime.fromtimestamp(line.experiment.created).strftime("%Y-%m-%d %H:%M")
        st.caption(t("experiments.line", cells=cells, seeds=spec.seeds, horizon=spec.task.horizon, when=when))
    middle.badge(t(f"state.{line.state}"), color=STATE_COLOURS[line.state])  # type: ignore[arg-type]
    with right.container(horizontal=True, horizontal_alignment="right", gap="small"):
        if st.button(t("experiments.open"), key=f"experiments.open.{id}"):
            st.switch_page(
                "pages/forecast.py",
                query_params={"experiment": id, "lang": st.query_params.get("lang", "en")},
            )
        if editable:
            with st.popover(t("experiments.more"), icon=":material/more_horiz:"):
                _edit(t, line)


def _edit(t: Translate, line: ExperimentLine) -> None:
    id, store = line.experiment.id, open_store()
    name = st.text_input(
        t("experiments.name"), line.experiment.name, max_chars=120, key=f"experiments.name.{id}"
    )
    if st.button(t("experiments.rename"), key=f"experiments.rename.{id}", width="stretch"):
        with explained(t):
            store.rename(id, name)
            st.rerun()
    sure = st.checkbox(t("experiments.sure"), key=f"experiments.sure.{id}")
    if st.button(
        t("experiments.delete"),
        key=f"experiments.delete.{id}",
        disabled=not sure,
        icon=":material/delete:",
        width="stretch",
    ):
        store.delete(id)
        st.rerun()


def experiment_name(t: Translate, hash: str, target: str) -> str:
    """A name to begin with: the data and the column."""
    data = dataset(open_store(), hash)
    return f"{data_name(t, data)} · {target}"


def _plain(name: str) -> str:
    """A person's words, not Markdown."""
    for sign in "\\`*_{}[]()<>#$~|:":
        name = name.replace(sign, "\\" + sign)
    return name
