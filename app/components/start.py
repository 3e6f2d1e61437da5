"""Queue an experiment and go to its page."""

import streamlit as st

from app.components.experiment_list import experiment_name
from app.i18n import Translate, current_language
from app.store import open_store
from core.api import queue
from core.data.frame import Dataset
from core.specs import ExperimentSpec


def start(t: Translate, data: Dataset, spec: ExperimentSpec) -> None:
    """Check, queue, and show the experiment at its address; raises UserError where it cannot be run."""
    store = open_store()
    name = experiment_name(t, store.add_dataset(data), spec.task.target)
    id = queue(store, data, spec, name)
    st.switch_page("pages/forecast.py", query_params={"experiment": id, "lang": current_language()})
