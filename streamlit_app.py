"""Home: `streamlit run streamlit_app.py` starts here."""

import streamlit as st

from app.components.home import cards, recent, steps
from app.frame import frame

t = frame("home")
st.title(t("home.title"))
st.markdown(t("home.subtitle"))
cards(t)
recent(t)
steps(t)
