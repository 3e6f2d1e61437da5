"""The toy's page: what its experiment has come to."""

import streamlit as st

from app.experiments.header import result_header
from app.experiments.start import opened_experiment
from app.frame import frame
from app.store import open_store
from core.tasks import TASKS

t = frame("toy")
_, experiment = opened_experiment(t, "toy")
if experiment is not None:
    runs = open_store().runs(experiment.id)
    result_header(t, experiment, runs, "a toy", None)
    known = TASKS["toy"].outcome(open_store(), experiment, runs)
    st.write(", ".join(f"{cell} {error:.3f}" for cell, error in known.errors.items()))
