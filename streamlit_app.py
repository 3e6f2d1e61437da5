"""Home: `streamlit run streamlit_app.py` starts here."""

import streamlit as st

from app.components.home import cards, draw, recent, steps, texts_card
from app.frame import frame

t = frame("home")
st.title(t("home.title"))
st.markdown(t("home.subtitle"))
pictures = cards(t)
texts_card(t)
recent(t)
pictures += steps(t)
draw(pictures)
