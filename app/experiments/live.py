"""What every experiment's page does while something runs: look again, draw anew, show the curves."""

from typing import Any

import streamlit as st

from app.errors import explained
from app.experiments.examples import example_note
from app.experiments.progress import curves, failures, status
from app.i18n import Translate
from app.store import open_store, outcome
from core.errors import UserError
from core.store.disk_space import out_of_room
from core.store.records import Experiment, Run
from core.store.states import ENDED
from core.store.trouble import StoreTrouble

REFRESH = 1.0  # seconds between looks while something is going on
REFRESH_CURVES = 2.0  # drawing costs more than looking


def active(runs: list[Run]) -> bool:
    """Whether anything is still to come."""
    return any(run.state not in ENDED for run in runs)


def working(t: Translate, experiment: Experiment, runs: list[Run]) -> None:
    """Follow what goes on, and draw the whole page again as soon as a run has ended."""
    st.fragment(_working, run_every=REFRESH)(t, experiment.id, _ended(runs))


def learning_curves(t: Translate, experiment: Experiment, runs: list[Run], where: str) -> None:
    """The learning curves, alive while something runs."""
    st.fragment(curves, run_every=REFRESH_CURVES if active(runs) else None)(t, experiment, where)


def result_so_far(t: Translate, experiment: Experiment, runs: list[Run]) -> Any:
    """Draw what goes on and what failed; the result, or None and a word on that if none can come."""
    example_note(t, experiment)
    with st.container():  # what comes and goes has a place of its own, so that what follows keeps its own
        if active(runs):
            working(t, experiment, runs)
        failures(t, experiment, runs)
        known = outcome(open_store(), experiment, runs)
        if not active(runs):
            _ended_early(t, runs, nothing=known is None)
    return known


def _ended_early(t: Translate, runs: list[Run], *, nothing: bool) -> None:
    """Without a result it has failed, as told above, or was stopped; with one, some runs may be missing."""
    if nothing:
        failed = any(run.state == "failed" for run in runs)
        st.info(t(f"experiment.{'nothing' if failed else 'stopped'}"), icon=":material/lightbulb:")
    elif any(run.state == "cancelled" for run in runs):
        st.info(t("experiment.stopped_partly"), icon=":material/stop_circle:")


def _working(t: Translate, id: str, drawn: list[str]) -> None:
    store = open_store()
    with explained(t):
        try:
            experiment = store.experiment(id)
        except StoreTrouble:
            raise
        except UserError:
            st.rerun()  # deleted meanwhile: the page says so
        runs = store.runs(id)
        if _ended(runs) != drawn:
            st.rerun()
        if out_of_room(store.folder):
            raise StoreTrouble("disk_full")
        status(t, experiment, runs, store.epochs(id))


def _ended(runs: list[Run]) -> list[str]:
    return [run.id for run in runs if run.state in ENDED]
