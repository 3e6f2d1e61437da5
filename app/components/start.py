"""Queue an experiment and go to its page."""

import streamlit as st

from app.components.data_report import data_name
from app.i18n import Translate, current_language
from app.store import open_store
from core.api import queue
from core.data.frame import Dataset
from core.runs.engine_process import ensure_engine
from core.specs import ExperimentSpec


def start(t: Translate, data: Dataset, spec: ExperimentSpec, name: str | None = None) -> None:
    """Check, queue, and show the experiment at its address; raises UserError where it cannot be run.

    Args:
        name: What people call it; the data and the column where they have not said.
    """
    name = name or f"{data_name(t, data)} · {spec.forecast.target}"
    ensure_engine(open_store())  # first, for it takes seconds to start
    open_experiment(queue(open_store(), data, spec, name))


def open_experiment(id: str) -> None:
    """Go to an experiment's page."""
    st.switch_page("pages/forecast.py", query_params={"experiment": id, "lang": current_language()})
