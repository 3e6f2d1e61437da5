"""Queue an experiment and go to its page."""

from dataclasses import replace

import streamlit as st

from app.class_space import current_class, enter, known_to_class, taking_turns
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

    The very same experiment, if it was done before, is shown instead; in a class also what another asked for.

    Args:
        name: What people call it; where they have not said, it is called after its data (see `app.names`).
        again: Train anew what was done before.
    """
    with taking_turns():
        known = None if again else _known(replace(spec, data=data.sha256))
        if known is None:
            ensure_engine(open_store())  # first, for it takes seconds to start
        id = known.id if known is not None else queue(open_store(), data, spec, name, owner())
        enter(id)
    st.session_state[KNOWN] = known and id
    open_experiment(id, spec.task.kind)


def _known(spec: ExperimentSpec) -> Experiment | None:
    """The same experiment, where it was done before or, in a class, is asked for already."""
    return done_before(open_store().engine, spec, owners()) or known_to_class(spec)


def known_note(t: Translate, experiment: Experiment) -> None:
    """Say that nothing was trained, where an experiment was asked for that was done before."""
    if st.session_state.get(KNOWN) == experiment.id:
        when = made(experiment.created)
        told = "start.known" if current_class() is None else "start.known.class"
        st.info(t(told, when=when), icon=":material/history:")


def open_experiment(id: str, task: str) -> None:
    """Go to an experiment's page."""
    open_page(task, experiment=id)


def look_inside(t: Translate, experiment: Experiment, runs: list[Run]) -> None:
    """A button that leads to the insides of an experiment's networks, once there is one."""
    trained = any(run.kind == "backtest" and run.state == "done" for run in runs)
    if trained and st.button(t("inside.open_it"), icon=":material/visibility:", key="result.inside"):
        open_page("inside", experiment=experiment.id)
