"""Queue an experiment and go to its page."""

from dataclasses import replace

import streamlit as st

from app.errors import explained
from app.i18n import Translate
from app.moments import made
from app.navigation import open_page
from app.people import may_change, owner, owners
from app.store import open_store, series_of, texts_of
from core.data.frame import Dataset
from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.engine_process import ensure_engine
from core.store.records import Experiment, Run
from core.store.repeats import done_before
from core.tasks.forecast.api import queue
from core.tasks.memory.api import queue_memory
from core.tasks.memory.start import kept_spec
from core.tasks.sentiment.api import queue_texts
from core.text.facts import TextFacts

KNOWN = "start.known"  # in the session: the experiment that was asked for again


def start(
    t: Translate, data: Dataset, spec: ExperimentSpec, name: str | None = None, *, again: bool = False
) -> None:
    """Check, queue, and show the experiment at its address; raises UserError where it cannot be run.

    The very same experiment, if it was done before, is shown instead.

    Args:
        name: What people call it; where they have not said, it is called after its data (see `app.names`).
        again: Train anew what was done before.
    """
    _open_known(replace(spec, data=data.sha256), again=again)
    ensure_engine(open_store())  # first, for it takes seconds to start
    open_experiment(queue(open_store(), data, spec, name, owner()), spec.task.kind)


def start_texts(
    t: Translate, facts: TextFacts, spec: ExperimentSpec, name: str | None = None, *, again: bool = False
) -> None:
    """The same for labelled texts."""
    _open_known(replace(spec, data=facts.sha256), again=again)
    ensure_engine(open_store())
    open_experiment(queue_texts(open_store(), facts, spec, name, owner()), spec.task.kind)


def start_memory(t: Translate, spec: ExperimentSpec, name: str | None = None, *, again: bool = False) -> None:
    """The same for a problem of the memory lab."""
    _open_known(kept_spec(spec), again=again)
    ensure_engine(open_store())
    open_experiment(queue_memory(open_store(), spec, name, owner()), spec.task.kind)


def start_again(t: Translate, experiment: Experiment) -> None:
    """A forecast once more; raises `data_gone`."""
    data = series_of(experiment.spec, experiment.source_name)
    start(t, data, experiment.spec, experiment.name, again=True)


def start_texts_again(t: Translate, experiment: Experiment) -> None:
    """A classifier once more; raises `data_gone`."""
    facts = texts_of(experiment.spec, experiment.source_name)
    start_texts(t, facts, experiment.spec, experiment.name, again=True)


def start_memory_again(t: Translate, experiment: Experiment) -> None:
    """A problem of the memory lab once more."""
    start_memory(t, experiment.spec, experiment.name, again=True)


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


def opened_experiment(t: Translate, task: str) -> tuple[bool, Experiment | None]:
    """Whether the address asks for an experiment, and the one it names; on its own page if not this one.

    One setting of a sweep leads its maker to the sweep; to others its address does not hand out the sweep's.
    """
    asked = st.query_params.get("experiment")
    if asked is None:
        return False, None
    with explained(t):
        experiment = open_store().experiment(asked)
        if experiment.sweep is not None:
            if not may_change(experiment.owner):
                raise UserError("setting_of_sweep")
            open_page("sweep", sweep=experiment.sweep, experiment=None)
        if experiment.task != task:
            open_experiment(experiment.id, experiment.task)
        return True, experiment
    return True, None
