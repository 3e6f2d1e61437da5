"""Forecast: choose data, set up, train, read the result. `?experiment=<id>` reopens one."""

import streamlit as st

from app.components.experiment_view import experiment_view
from app.components.forecast_setup import forecast_setup
from app.errors import explained
from app.frame import frame
from app.store import open_store

t = frame("forecast")
asked = st.query_params.get("experiment")
experiment = None
if asked is not None:
    with explained(t):
        experiment = open_store().experiment(asked)

title, button = st.columns([4, 1], vertical_alignment="center")
title.title(experiment.name if experiment else t("page.forecast"))
if asked is not None and button.button(
    t("setup.new"), icon=":material/tune:", key="forecast.new", width="stretch"
):
    del st.query_params["experiment"]
    st.rerun()
if experiment is not None:
    experiment_view(t, experiment)
elif asked is None:
    forecast_setup(t)
