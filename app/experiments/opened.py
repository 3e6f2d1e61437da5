"""The experiment that an address asks for, and the ways on where there is none."""

import streamlit as st

from app.errors import explained
from app.experiments.start import open_experiment
from app.i18n import Translate
from app.navigation import open_page
from app.people import may_change
from app.store import open_store
from core.errors import UserError
from core.store.records import Experiment


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


def no_experiment(t: Translate, page: str) -> None:
    """The ways on from an address at which there is nothing."""
    with st.container(horizontal=True):
        if st.button(t(f"setup.new.{page}"), type="primary", icon=":material/add:", key=f"{page}.new"):
            del st.query_params["experiment"]
            st.rerun()
        if st.button(t("page.experiments"), icon=":material/history:", key=f"{page}.experiments"):
            open_page("experiments")
