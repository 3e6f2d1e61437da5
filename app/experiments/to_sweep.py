"""The ways to a sweep: from a setup, from a result, from its winner, by its address."""

import streamlit as st

from app.errors import explained
from app.i18n import Translate
from app.navigation import open_page
from app.people import may_change, owner
from app.store import open_store
from core.specs import ExperimentSpec, to_json
from core.store.datasets import Data
from core.store.records import Experiment
from core.sweeps.records import Sweep
from core.sweeps.rows import sweep_of, sweep_that_chose
from core.tasks.queueing import keep


def opened_sweep(t: Translate) -> tuple[bool, Sweep | None]:
    """Whether the address asks for a sweep, and the one it names."""
    asked = st.query_params.get("sweep")
    if asked is None:
        return False, None
    with explained(t):
        return True, sweep_of(open_store().engine, asked)
    return True, None


def vary_result(t: Translate, experiment: Experiment) -> None:
    """A button that varies the setup of an experiment."""
    if _button(t, f"{experiment.task}.sweep"):
        new_sweep(experiment=experiment.id)


def vary_setup(t: Translate, data: Data, spec: ExperimentSpec) -> None:
    """A button that varies a setup; the store gets the data, the address holds all the rest.

    Whoever reads somebody else's setup has its data from then on: the address alone would not open them.
    """
    if _button(t, "setup.sweep"):
        with explained(t):
            keep(open_store(), data, spec, owner())
            open_store().adopt(spec, data.name, owner())
            new_sweep(base=to_json(spec))


def chosen_by(t: Translate, experiment: Experiment) -> None:
    """Say of a winner from how many settings it was chosen; the way there is its maker's.

    The address of one experiment does not hand out that of all the others.
    """
    sweep = sweep_that_chose(open_store().engine, experiment.id)
    if sweep is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(t("sweep.chosen_by", tried=sweep.tried), icon=":material/emoji_events:", color="gray")
        if may_change(sweep.owner) and st.button(
            t("sweep.open"), type="tertiary", icon=":material/arrow_outward:", key="sweep.back"
        ):
            open_sweep(sweep.id)


def open_sweep(id: str) -> None:
    """Go to a sweep's page."""
    open_page("sweep", sweep=id)


def new_sweep(**query: str) -> None:
    """Go to where a sweep begins: `experiment` or `base` says around which setup."""
    open_page("sweep", **{"sweep": None, "experiment": None} | query)


def _button(t: Translate, key: str) -> bool:
    return st.button(t("sweep.button"), icon=":material/grid_view:", key=key, help=t("sweep.button.help"))
