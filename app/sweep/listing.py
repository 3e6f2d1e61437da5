"""The sweeps there are: open, rename, delete."""

import streamlit as st

from app.errors import literal
from app.experiments.listing import STATE_COLOURS
from app.experiments.renaming import edit_sweep
from app.experiments.to_sweep import open_sweep
from app.experiments.whose import listed_owners, whose_badge
from app.i18n import Translate
from app.moments import made
from app.names import sweep_name
from app.store import open_store
from app.sweep.words import sweep_line
from core.sweeps.records import Sweep
from core.sweeps.rows import latest_sweeps


def sweep_list(t: Translate) -> None:
    """One row per sweep, newest first; nothing where there is none."""
    whose = listed_owners(t, "sweep")
    sweeps = latest_sweeps(open_store().engine, owners=whose)
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
        whose_badge(t, sweep.owner)
        st.badge(t(f"state.{sweep.state}"), color=STATE_COLOURS[sweep.state])  # type: ignore[arg-type]
        edit_sweep(t, sweep)
