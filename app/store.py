"""The UI process' one store, and results kept by what they depend on."""

import threading
import time
from typing import Any

import streamlit as st

from app.tasks import VIEWS
from app.tasks.base import part
from core.data.frame import Dataset
from core.private import keep_private
from core.specs import ExperimentSpec
from core.store.database import home, store_url
from core.store.datasets import Data
from core.store.disk_space import out_of_room
from core.store.engine_process import ensure_engine
from core.store.records import EngineStatus, Experiment, Run
from core.store.store import Store
from core.sweeps.records import Sweep, Trial
from core.sweeps.report import SweepReport, sweep_report
from core.tasks import TASKS
from core.tasks.results import fingerprint
from core.text.facts import TextFacts

LARGE = 1_000_000  # bytes of a data set
FIRST_PAGE_SECONDS = 2.5  # after which the engine may start by itself; a click on Train starts it at once


_opening = threading.Lock()
_stores: dict[tuple[str, str], Store] = {}  # one; clearing Streamlit's caches leaves theirs open


def open_store() -> Store:
    """The store of this machine's person: one for the process, whose connections go before another's come."""
    folder = home()
    which = (str(folder), store_url(folder))
    with _opening:
        if which not in _stores:
            while _stores:
                _stores.popitem()[1].close()
            keep_private()  # libraries keep files, too: prices, cookies
            _stores[which] = Store()
        return _stores[which]


@st.cache_data(show_spinner=False, ttl=3)
def engine_status(_store: Store, folder: str) -> EngineStatus | None:
    """The engine's state, after starting one where none is alive; looked at every few seconds at most.

    An engine that starts fills the machine: until the first page is drawn, it waits.
    """
    waited = time.monotonic() - _first_look() > FIRST_PAGE_SECONDS
    if waited and not out_of_room(_store.folder):  # an engine could not sign in
        ensure_engine(_store)
    return _store.engine_status()


@st.cache_resource(show_spinner=False)
def _first_look() -> float:
    return time.monotonic()


def known_data(spec: ExperimentSpec, name: str | None = None) -> Data:
    """What an experiment is about, as its task's pages know it; raises `data_gone`.

    Args:
        name: What whoever made it calls its data; whoever brought the same before may call it otherwise.
    """
    known: Data = part(VIEWS[spec.task.kind].data)(spec, name)
    return known


def sweep_result(store: Store, sweep: Sweep, trials: list[Trial]) -> SweepReport:
    """What a sweep has found so far, computed once for each set of ended runs."""
    winner = fingerprint(store.runs(sweep.winner)) if sweep.winner else ()
    return _sweep_result(store, sweep, trials, sweep.id, tuple(trial.state for trial in trials), winner)


@st.cache_data(show_spinner=False, max_entries=8)
def _sweep_result(
    _store: Store, _sweep: Sweep, _trials: list[Trial], id: str, states: tuple[str, ...],
    winner: tuple[str, ...],
) -> SweepReport:  # fmt: skip
    return sweep_report(_store, _sweep, _trials)


@st.cache_data(show_spinner=False, max_entries=16)
def dataset(_store: Store, hash: str, name: str | None = None) -> Dataset:
    """A data set by its content hash, called as an experiment calls it."""
    return _store.dataset(hash, name)


@st.cache_resource(show_spinner=False, max_entries=16)
def text_facts(_store: Store, hash: str, name: str | None = None) -> TextFacts:
    """What is known of labelled texts, by their content hash."""
    return _store.text_facts(hash, name)


def outcome(store: Store, experiment: Experiment, runs: list[Run]) -> Any:
    """What an experiment has come to so far, as its task tells it; None as long as too little is there.

    It is computed once for each set of finished runs. Of large data only the latest are kept, and shared by
    all who look: ten thousand series come to 40 MB.
    """
    file = store.data.file(experiment.data)
    large = file.exists() and file.stat().st_size > LARGE
    kept = _large_outcome if large else _outcome
    return kept(store, experiment, runs, experiment.id, fingerprint(runs))


@st.cache_data(show_spinner=False, max_entries=32)
def _outcome(
    _store: Store, _experiment: Experiment, _runs: list[Run], id: str, depends_on: tuple[str, ...]
) -> object:
    found: object = TASKS[_experiment.task].outcome(_store, _experiment, _runs)
    return found


@st.cache_resource(show_spinner=False, max_entries=2)
def _large_outcome(
    _store: Store, _experiment: Experiment, _runs: list[Run], id: str, depends_on: tuple[str, ...]
) -> object:
    found: object = TASKS[_experiment.task].outcome(_store, _experiment, _runs)
    return found
