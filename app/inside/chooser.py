"""Which experiment is looked into: the one of the address, or the newest that has a trained network."""

import streamlit as st

from app.errors import explained, literal
from app.experiments.examples import examples, first_steps
from app.experiments.start import open_experiment
from app.i18n import Translate
from app.moments import made
from app.names import experiment_name
from app.navigation import open_page
from app.people import owners
from app.store import open_store
from app.tasks import VIEWS
from core.store.records import Experiment
from core.store.shipped import is_example
from core.tasks.results import baseline_run

MOST = 60  # experiments offered


def chosen_experiment(t: Translate) -> Experiment | None:
    """The experiment, or nothing after saying why and what to do."""
    asked = st.query_params.get("experiment")
    trained = (line.experiment for line in open_store().experiments(MOST, owners()) if line.trained)
    known = [one for one in trained if VIEWS[one.task].input]
    known = known or [one for one in examples(t) if VIEWS[one.task].input]
    experiment = None
    if asked is not None:
        with explained(t):
            experiment = open_store().experiment(asked)
        if experiment is None:
            _ways_on(t, known)
            return None
        if VIEWS[experiment.task].input is None:
            _elsewhere(t, experiment)
            return None
        if not _trained(experiment):
            _not_trained(t, experiment)
            return None
    if asked is None:
        experiment = known[0]
        _proposed(t, experiment)
    return _picked(t, experiment, known)


def _trained(experiment: Experiment) -> bool:
    """Whether a network has been trained to its end."""
    runs = open_store().runs(experiment.id)
    return baseline_run(runs) is not None and any(r.kind == "backtest" and r.state == "done" for r in runs)


def _picked(t: Translate, experiment: Experiment | None, known: list[Experiment]) -> Experiment | None:
    """Offer the others; another choice begins with an address of its own."""
    assert experiment is not None
    offered = {one.id: one for one in [experiment, *known]}
    names = _names(t, list(offered.values()))
    key = f"inside.experiment.{experiment.id[:8]}"
    id = st.selectbox(t("inside.experiment"), list(offered), format_func=names.__getitem__, key=key)
    if id != experiment.id:
        st.query_params.from_dict({"lang": st.query_params.get("lang", ""), "experiment": id})
        st.rerun()
    st.query_params["experiment"] = experiment.id
    return experiment


def _names(t: Translate, experiments: list[Experiment]) -> dict[str, str]:
    """By id, no two alike: a choice is told by its words."""
    names: dict[str, str] = {}
    for one in experiments:
        when = made(one.created, exact=True)
        name = f"{experiment_name(t, one)} · {t(f'page.{one.task}')} · {when}"
        names[one.id] = name if name not in names.values() else f"{name} · {one.id[:6]}"
    return names


def _ways_on(t: Translate, known: list[Experiment]) -> None:
    with st.container(horizontal=True):
        if known and st.button(
            t("inside.take_newest", name=literal(experiment_name(t, known[0]))), type="primary"
        ):
            del st.query_params["experiment"]
            st.rerun()
        if st.button(t("page.experiments"), icon=":material/history:", key="inside.experiments"):
            open_page("experiments")


def _not_trained(t: Translate, experiment: Experiment) -> None:
    with explained(t):
        running = any(run.state in ("queued", "running") for run in open_store().runs(experiment.id))
    st.info(
        t("inside.still_training" if running else "inside.never_trained"), icon=":material/hourglass_top:"
    )
    if st.button(t("inside.to_experiment"), type="primary", icon=":material/arrow_forward:", key="inside.to"):
        open_experiment(experiment.id, experiment.task)


def _elsewhere(t: Translate, experiment: Experiment) -> None:
    """A task whose own page shows what is to be seen of its networks."""
    st.info(t("inside.elsewhere", page=t(f"page.{experiment.task}")), icon=":material/arrow_forward:")
    if st.button(t("inside.to_experiment"), type="primary", icon=":material/arrow_forward:", key="inside.to"):
        open_experiment(experiment.id, experiment.task)


def _proposed(t: Translate, experiment: Experiment) -> None:
    if is_example(experiment):
        first_steps(t, experiment)
    else:
        st.caption(t("inside.newest"))
