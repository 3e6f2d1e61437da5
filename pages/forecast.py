"""Forecast: choose data, set up, train, read the result. `?experiment=<id>` reopens one."""

import streamlit as st

from app.components.experiment_view import experiment_view, no_experiment
from app.components.forecast_setup import change_setup, forecast_setup
from app.components.start import opened_experiment
from app.frame import frame

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
