"""Learn: a short path through recurrent networks; each step opens an experiment. `?about=<step>`."""

import streamlit as st

from app.frame import frame
from app.learn.page import contents, current_step, lesson, ways_on

t = frame("learn")
st.title(t("page.learn"))
st.markdown(t("learn.subtitle"))
step = current_step(t)
lesson(t, step)
ways_on(t, step)
contents(t)
