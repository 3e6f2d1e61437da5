"""Track record: every forecast that was followed, and how it did."""

import streamlit as st

from app.frame import frame
from app.tasks import VIEWS
from app.tasks.base import part

t = frame("track")
st.title(t("page.track"))
st.markdown(t("track_page.subtitle"))
for view in VIEWS.values():
    if view.track is not None:
        part(view.track)(t)
