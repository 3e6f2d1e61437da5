"""Learn: a short path through recurrent networks, `?about=<step>`, and a cell by hand, `?tab=hand`."""

import streamlit as st

from app.components.tabs import kept_tabs
from app.frame import frame
from app.learn.hand.view import hand_view
from app.learn.page import contents, current_step, lesson, ways_on

t = frame("learn")
st.title(t("page.learn"))
tabs = kept_tabs("learn", {name: t(f"learn.tab.{name}") for name in ("path", "hand")})
if tabs["hand"].open:
    with tabs["hand"]:
        hand_view(t)
else:
    with tabs["path"]:
        st.markdown(t("learn.subtitle"))
        step = current_step(t)
        lesson(t, step)
        ways_on(t, step)
        contents(t)
