"""The comparison in reading order: what to use, the runs, then curves, cost, tests and single forecasts."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app.compare.advice import advice_card
from app.compare.choice import choice, listed_runs
from app.compare.cost import cost_part
from app.compare.curves import curves_part
from app.compare.pairs import pairs_part
from app.compare.picker import picker
from app.compare.runs_table import runs_table
from app.compare.view import View, letter, view_of
from app.components.tabs import kept_tabs
from app.errors import explained, literal
from app.i18n import Translate
from app.navigation import page_link
from app.store import open_store
from app.tasks import VIEWS
from app.tasks.base import part
from core.compare.rows import MOST_RUNS, Picked
from core.errors import UserError
from core.store.across import runs_asked_for

REFRESH = 1.0  # seconds between looks while something is going on
REFRESH_DRAWN = 2.0  # drawing costs more than looking
TABS = {
    "curves": ":material/show_chart:",
    "cost": ":material/payments:",
    "pairs": ":material/balance:",
    "example": ":material/visibility:",
}


def comparison(t: Translate) -> None:
    """Draw the whole page."""
    with explained(t):
        listed = listed_runs(t)
        picked = choice(t, listed)
        if picked is None:
            return
        if listed:
            with st.expander(t("compare.pick.title"), icon=":material/checklist:"):
                picker(t, listed, picked)
        _compared(view_of(t, picked), picked)


def _compared(view: View, picked: Picked) -> None:
    t = view.t
    _legend(view)
    if view.active:
        st.fragment(_watch, run_every=REFRESH)(picked)
    if len(view.rows) == 1:
        st.info(t("compare.one_run"), icon=":material/add:")
    advice_card(view)
    st.subheader(t("compare.runs"))
    _alive(_table, t, picked, view)
    _tabs(view, picked)


def _tabs(view: View, picked: Picked) -> None:
    """One part at a time."""
    labels = {name: f"{icon} {_tab(view, name)}" for name, icon in TABS.items() if _has(view, name)}
    parts = {
        "curves": lambda: _alive(_curves, view.t, picked, view),
        "cost": lambda: cost_part(view),
        "pairs": lambda: pairs_part(view),
        "example": lambda: part(_example(view))(view),
    }
    for name, tab in kept_tabs(f"compare.tab.{view.task.name}", labels).items():
        if tab.open:
            with tab:
                parts[name]()


def _has(view: View, name: str) -> bool:
    """Whether a task's runs have such a part."""
    if name == "pairs":
        return view.task.pairing is not None
    return name != "example" or VIEWS[view.task.name].compared is not None


def _example(view: View) -> str:
    name = VIEWS[view.task.name].compared
    assert name is not None
    return name


def _tab(view: View, name: str) -> str:
    return view.t(f"compare.tab.{name}.{view.task.name}" if name == "example" else f"compare.tab.{name}")


def _alive(part: Callable[[Translate, Picked], None], t: Translate, picked: Picked, view: View) -> None:
    """Draw a part again and again while some run is still to end."""
    st.fragment(part, run_every=REFRESH_DRAWN if view.active else None)(t, picked)


def _table(t: Translate, picked: Picked) -> None:
    runs_table(view_of(t, _again(picked)))


def _curves(t: Translate, picked: Picked) -> None:
    curves_part(view_of(t, _again(picked)))


def _again(picked: Picked) -> Picked:
    """The same runs as they are now."""
    ids = [one.run.id for one in picked.runs]
    return replace(picked, runs=tuple(runs_asked_for(open_store().engine, ids, set(), MOST_RUNS)))


def _watch(picked: Picked) -> None:
    """Draw the page anew as soon as a run has begun or ended, or is gone."""
    drawn = [(one.run.id, one.run.state) for one in picked.runs]
    try:
        now = [(one.run.id, one.run.state) for one in _again(picked).runs]
    except UserError:
        return  # the store is busy: look again
    if now != drawn:
        st.rerun()


def _legend(view: View) -> None:
    """Which experiments are compared; each name leads to its result."""
    t, store = view.t, open_store()
    with st.container(horizontal=True, vertical_alignment="center"):
        for place, one in enumerate(view.experiments):
            name = literal(view.titles[one.id])
            label = f"**{letter(place)}** {name}" if len(view.experiments) > 1 else name
            page_link(one.task, label, ":material/arrow_outward:", experiment=one.id)
    gone = [letter(n) for n, one in enumerate(view.experiments) if not store.data.has(one.data)]
    if gone:
        st.warning(t("compare.data_gone", names=t("words.comma").join(gone)), icon=":material/folder_off:")
