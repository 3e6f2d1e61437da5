"""How we judge: what every number on a result means. `?about=<paragraph>` shows that one first."""

import streamlit as st

from app.components.judge import contents, paragraphs
from app.frame import frame

t = frame("judge")
st.title(t("page.judge"))
st.markdown(t("judge.subtitle"))
paragraphs(t)
contents(t)
