"""Which runs are compared: those of the address, or a proposal; and a sentence for what was left out."""

import streamlit as st

from app.errors import literal
from app.experiments.examples import examples, first_steps
from app.experiments.to_compare import address_of, comparable_ids
from app.i18n import Translate
from app.names import experiment_name
from app.people import owners
from app.store import open_store
from core.compare.rows import MOST_RUNS, Picked, picked
from core.store.across import PlacedRun, latest_runs, runs_asked_for, runs_of
from core.store.shipped import is_example
from core.tasks.compared import comparisons

LISTED = 200  # latest experiments whose runs can be picked


def listed_runs(t: Translate) -> list[PlacedRun]:
    """The runs that a person can pick from, newest experiment first; of examples before there are any."""
    engine, tasks = open_store().engine, comparisons()
    mine = [one for one in latest_runs(engine, owners(), LISTED) if one.experiment.task in tasks]
    return mine or runs_of(engine, [one.id for one in examples(t) if one.task in tasks])


def asked_runs() -> list[str]:
    """What the address asks for, as it stands there; of an experiment, all its runs."""
    if "runs" in st.query_params:
        return [one for one in st.query_params["runs"].split(",") if one]
    experiment = st.query_params.get("experiment")
    return [] if experiment is None else comparable_ids(experiment) or [experiment]


def choice(t: Translate, listed: list[PlacedRun]) -> Picked | None:
    """The runs to compare; None where none of those there are can be compared."""
    asked = asked_runs()
    runs = runs_asked_for(open_store().engine, asked, owners(), MOST_RUNS)
    found = picked(runs, asked, comparisons())
    if found is not None:
        _left_out(t, found)
        return found
    if asked:
        st.warning(t("compare.unknown", count=len(set(asked))), icon=":material/link_off:")
    return _proposal(t, listed)


def pick(ids: list[str]) -> None:
    """Compare these runs from now on: a callback, so that the run that follows draws them."""
    st.query_params["runs"] = address_of(ids)


def _proposal(t: Translate, listed: list[PlacedRun]) -> Picked | None:
    """The newest experiment of which something has ended; else the newest one."""
    done = next((one for one in listed if one.run.state == "done"), next(iter(listed), None))
    if done is None:
        return None
    mine = [one for one in listed if one.experiment.id == done.experiment.id]
    if is_example(done.experiment):
        first_steps(t, done.experiment)
    else:
        st.caption(t("compare.proposed", name=literal(experiment_name(t, done.experiment))))
    return picked(mine, [], comparisons())


def _left_out(t: Translate, found: Picked) -> None:
    task = t(f"compare.task.{found.task}")
    if found.missing:
        st.warning(t("compare.missing", count=found.missing), icon=":material/link_off:")
    if found.other_tasks:
        st.info(t("compare.other_tasks", count=found.other_tasks, task=task), icon=":material/filter_alt:")
    if found.other_kinds:
        st.info(t("compare.other_kinds", count=found.other_kinds), icon=":material/filter_alt:")
    if found.too_many:
        told = t("compare.too_many", shown=len(found.runs), count=found.too_many)
        st.info(told, icon=":material/filter_alt:")
