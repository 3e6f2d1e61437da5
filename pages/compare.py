"""Compare: runs of any experiments beside each other. `?runs=<ids>` reopens a choice."""

import streamlit as st

from app.compare.page import comparison
from app.frame import frame

t = frame("compare")
st.title(t("page.compare"))
st.markdown(t("compare.subtitle"))
comparison(t)
