"""The page of a task: its setup, or the experiment that the address asks for."""

import streamlit as st

from app.experiments.opened import no_experiment, opened_experiment
from app.frame import frame
from app.tasks import VIEWS
from app.tasks.base import part


def task_page(name: str) -> None:
    """Draw it. `?experiment=<id>` reopens one, and `&setup=1` its setup, to train otherwise."""
    t, view = frame(name), VIEWS[name]
    asked, experiment = opened_experiment(t, name)
    if not asked:
        st.title(t(f"page.{name}"))
        if view.subtitle:
            st.markdown(t(view.subtitle))
        part(view.setup)(t)
    elif experiment is None:
        no_experiment(t, name)
    elif "setup" in st.query_params:
        part(view.change)(t, experiment)
    else:
        part(view.view)(t, experiment)
