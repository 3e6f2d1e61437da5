"""Sweep: try many settings of one setup. `?sweep=<id>` reopens one, `?experiment=<id>` varies a result."""

import streamlit as st

from app.experiments.to_sweep import opened_sweep
from app.frame import frame
from app.sweep.listing import sweep_list
from app.sweep.setup import sweep_setup
from app.sweep.view import sweep_view

t = frame("sweep")
asked, sweep = opened_sweep(t)

if sweep is not None:
    sweep_view(t, sweep)
else:
    st.title(t("page.sweep"))
    if not asked:
        st.markdown(t("sweep.subtitle"))
    sweep_setup(t)
    sweep_list(t)
