"""Sentiment: choose texts, set up, train, read the result. `?experiment=<id>` reopens one."""

import streamlit as st

from app.experiments.start import opened_experiment
from app.frame import frame
from app.tasks.forecast.view import no_experiment
from app.tasks.sentiment.setup import change_text_setup, text_setup
from app.tasks.sentiment.view import text_view

t = frame("sentiment")
asked, experiment = opened_experiment(t, "sentiment")

if not asked:
    st.title(t("page.sentiment"))
    st.markdown(t("sentiment.subtitle"))
    text_setup(t)
elif experiment is None:
    no_experiment(t, "sentiment")
elif "setup" in st.query_params:
    change_text_setup(t, experiment)
else:
    text_view(t, experiment)
