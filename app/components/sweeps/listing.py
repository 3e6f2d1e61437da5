"""The sweeps there are: open, rename, delete."""

import streamlit as st

from app.components.experiment_list import STATE_COLOURS
from app.components.sweeps.ways import open_sweep
from app.components.sweeps.words import sweep_line
from app.errors import explained, literal
from app.i18n import Translate
from app.moments import made
from app.names import sweep_name
from app.people import owner
from app.store import open_store
from core.names import LONGEST_NAME
from core.runs.sweeps import delete_sweep, latest_sweeps, rename_sweep
from core.sweeps.records import Sweep


def sweep_list(t: Translate) -> None:
    """One row per sweep, newest first; nothing where there is none."""
    sweeps = latest_sweeps(open_store().engine, owner=owner())
    if not sweeps:
        return
    st.subheader(t("sweep.earlier"))
    with st.container(border=True, gap="xsmall"):
        for sweep in sweeps:
            _row(t, sweep)


def _row(t: Translate, sweep: Sweep) -> None:
    name, rest = st.columns([2, 3], vertical_alignment="center")
    label = literal(sweep_name(t, sweep))
    if name.button(label, type="tertiary", icon=":material/arrow_outward:", key=f"sweep.open.{sweep.id}"):
        open_sweep(sweep.id)
    when = made(sweep.created)
    with rest.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{sweep_line(t, sweep)} · {when}")
        st.badge(t(f"state.{sweep.state}"), color=STATE_COLOURS[sweep.state])  # type: ignore[arg-type]
        with st.popover(t("experiments.more"), type="tertiary", key=f"sweep.more.{sweep.id}"):
            _edit(t, sweep)


def _edit(t: Translate, sweep: Sweep) -> None:
    id, database = sweep.id, open_store().engine
    name = sweep_name(t, sweep)
    given = st.text_input(t("experiments.name"), name, max_chars=LONGEST_NAME, key=f"sweep.name.{id}")
    if st.button(t("experiments.rename"), key=f"sweep.rename.{id}", width="stretch"):
        with explained(t):
            rename_sweep(database, id, given)
            st.rerun()
    sure = st.checkbox(t("sweep.sure"), key=f"sweep.sure.{id}")
    if st.button(
        t("experiments.delete"), key=f"sweep.delete.{id}", disabled=not sure, icon=":material/delete:",
        width="stretch",
    ):  # fmt: skip
        with explained(t):
            delete_sweep(database, id)
            st.rerun()
