"""Queue an experiment and go to its page."""

from dataclasses import replace

import streamlit as st

from app.i18n import Translate
from app.moments import made
from app.navigation import open_page
from app.people import owner, owners
from app.store import open_store
from core.specs import ExperimentSpec
from core.store.datasets import Data
from core.store.engine_process import ensure_engine
from core.store.records import Experiment, Run
from core.store.repeats import done_before
from core.tasks.queueing import queue

KNOWN = "start.known"  # in the session: the experiment that was asked for again


def start(data: Data, spec: ExperimentSpec, name: str | None = None, *, again: bool = False) -> None:
    """Check, queue, and show the experiment at its address; raises UserError where it cannot be run.

    The very same experiment, if it was done before, is shown instead.

    Args:
        name: What people call it; where they have not said, it is called after its data (see `app.names`).
        again: Train anew what was done before.
    """
    _open_known(replace(spec, data=data.sha256), again=again)
    ensure_engine(open_store())  # first, for it takes seconds to start
    open_experiment(queue(open_store(), data, spec, name, owner()), spec.task.kind)


def _open_known(spec: ExperimentSpec, *, again: bool) -> None:
    """Go to the same experiment where it was done before, which says so; else go on."""
    st.session_state.pop(KNOWN, None)
    known = None if again else done_before(open_store().engine, spec, owners())
    if known is not None:
        st.session_state[KNOWN] = known.id
        open_experiment(known.id, known.task)


def known_note(t: Translate, experiment: Experiment) -> None:
    """Say that nothing was trained, where an experiment was asked for that was done before."""
    if st.session_state.get(KNOWN) == experiment.id:
        when = made(experiment.created)
        st.info(t("start.known", when=when), icon=":material/history:")


def open_experiment(id: str, task: str) -> None:
    """Go to an experiment's page."""
    open_page(task, experiment=id)


def look_inside(t: Translate, experiment: Experiment, runs: list[Run]) -> None:
    """A button that leads to the insides of an experiment's networks, once there is one."""
    trained = any(run.kind == "backtest" and run.state == "done" for run in runs)
    if trained and st.button(t("inside.open_it"), icon=":material/visibility:", key="result.inside"):
        open_page("inside", experiment=experiment.id)
