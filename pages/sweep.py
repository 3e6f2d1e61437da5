"""Sweep: try many settings of one setup. `?sweep=<id>` reopens one, `?experiment=<id>` varies a result."""

import streamlit as st

from app.components.sweeps.listing import sweep_list
from app.components.sweeps.setup import sweep_setup
from app.components.sweeps.view import sweep_view
from app.components.sweeps.ways import opened_sweep
from app.frame import frame

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
