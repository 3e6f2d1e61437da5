"""Forecast: choose data, set up, train, read the result. `?experiment=<id>` reopens one."""

import streamlit as st

from app.experiments.start import opened_experiment
from app.frame import frame
from app.tasks.forecast.setup import change_setup, forecast_setup
from app.tasks.forecast.view import experiment_view, no_experiment

t = frame("forecast")
asked, experiment = opened_experiment(t, "forecast")

if not asked:
    st.title(t("page.forecast"))
    forecast_setup(t)
elif experiment is None:
    no_experiment(t, "forecast")
elif "setup" in st.query_params:
    change_setup(t, experiment)
else:
    experiment_view(t, experiment)
