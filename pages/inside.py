"""Inside: the cells at work on one input. `?experiment=<id>&origin=…|text=…&view=…` reopens a view."""

import streamlit as st

from app.frame import frame
from app.inside.chooser import chosen_experiment
from app.inside.view import inside_view

t = frame("inside")
st.title(t("page.inside"))
st.markdown(t("inside.subtitle"))
experiment = chosen_experiment(t)
if experiment is not None:
    inside_view(t, experiment)
