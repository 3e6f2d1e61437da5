"""Forecast: choose data, set up, train, read the result. `?experiment=<id>` reopens one."""

import streamlit as st

from app.components.experiment_view import experiment_view, no_experiment
from app.components.forecast_setup import change_setup, forecast_setup
from app.errors import explained
from app.frame import frame
from app.store import open_store

t = frame("forecast")
asked = st.query_params.get("experiment")
experiment = None
if asked is not None:
    with explained(t):
        experiment = open_store().experiment(asked)

if asked is None:
    st.title(t("page.forecast"))
    forecast_setup(t)
elif experiment is None:
    no_experiment(t)
elif "setup" in st.query_params:
    change_setup(t, experiment)
else:
    experiment_view(t, experiment)
