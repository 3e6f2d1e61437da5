"""Networks that were taken away, brought back as an experiment of one's own."""

from importlib import import_module

import streamlit as st

from app.data.being_read import being_read
from app.errors import explained
from app.experiments.start import open_experiment
from app.i18n import Translate
from app.people import owner
from app.store import open_store
from core.sandbox.forkserver import get_ready
from core.tasks import TASKS


def bring_back(t: Translate) -> None:
    """Draw the place for the file; what came back is opened."""
    with st.expander(t("bring.title"), icon=":material/unarchive:"):
        st.caption(t("bring.about"))
        given = st.file_uploader(t("bring.file"), key="bring.file")
        if given is None:
            return
        get_ready()
        if st.button(t("bring.now"), type="primary", icon=":material/unarchive:", key="bring.now"):
            with explained(t):
                task, module = next((task, task.brings) for task in TASKS.values() if task.brings)
                with being_read(t):
                    id = import_module(module).bring(open_store(), given.getvalue(), owner())
                open_experiment(id, task.name)
