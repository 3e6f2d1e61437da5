"""How we judge: what every number on a result means. `?about=<paragraph>` shows that one first."""

import streamlit as st

from app.frame import frame
from app.judge.page import contents, paragraphs

t = frame("judge")
st.title(t("page.judge"))
st.markdown(t("judge.subtitle"))
paragraphs(t)
contents(t)
