"""Memory lab: choose a problem that needs a memory, train cells on it, see who learns and why."""

import streamlit as st

from app.experiments.start import opened_experiment
from app.frame import frame
from app.tasks.forecast.view import no_experiment
from app.tasks.memory.setup import change_memory_setup, memory_setup
from app.tasks.memory.view import memory_view

t = frame("memory")
asked, experiment = opened_experiment(t, "memory")

if not asked:
    st.title(t("page.memory"))
    st.markdown(t("memory.subtitle"))
    memory_setup(t)
elif experiment is None:
    no_experiment(t, "memory")
elif "setup" in st.query_params:
    change_memory_setup(t, experiment)
else:
    memory_view(t, experiment)
