"""Sentiment: choose texts, set up, train, read the result. `?experiment=<id>` reopens one."""

import streamlit as st

from app.components.experiment_view import no_experiment
from app.components.start import opened_experiment
from app.components.text_setup import change_text_setup, text_setup
from app.components.text_view import text_view
from app.frame import frame

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
