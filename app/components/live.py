"""What every experiment's page does while something runs: look again, draw anew, show the curves."""

import streamlit as st

from app.components.progress import curves, status
from app.errors import explained
from app.i18n import Translate
from app.store import open_store
from core.errors import UserError
from core.runs.records import Experiment, Run
from core.runs.room import out_of_room
from core.runs.states import ENDED
from core.runs.trouble import StoreTrouble

REFRESH = 1.0  # seconds between looks while something is going on
REFRESH_CURVES = 2.0  # drawing costs more than looking


def active(runs: list[Run]) -> bool:
    """Whether anything is still to come."""
    return any(run.state not in ENDED for run in runs)


def working(t: Translate, experiment: Experiment, runs: list[Run]) -> None:
    """Follow what goes on, and draw the whole page again as soon as a run has ended."""
    st.fragment(_working, run_every=REFRESH)(t, experiment.id, _ended(runs))


def learning(t: Translate, experiment: Experiment, runs: list[Run], where: str) -> None:
    """The learning curves, alive while something runs."""
    st.fragment(curves, run_every=REFRESH_CURVES if active(runs) else None)(t, experiment, where)


def without_result(t: Translate, experiment: Experiment, runs: list[Run]) -> None:
    """Not yet, or ended without one: failed, as told above, or stopped."""
    if not active(runs):
        failed = any(run.state == "failed" for run in runs)
        st.info(t(f"experiment.{'nothing' if failed else 'stopped'}"), icon=":material/lightbulb:")
    learning(t, experiment, runs, "live")


def stopped_partly(t: Translate, runs: list[Run]) -> None:
    """Say that a result rests on what had ended before Stop."""
    if not active(runs) and any(run.state == "cancelled" for run in runs):
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
