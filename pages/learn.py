"""Learn: a path, `?about=<step>`; `?tab=`: pairs, networks trained in a second, by hand, code, words."""

import streamlit as st

from app.components.glossary import all_words
from app.components.tabs import kept_tabs
from app.frame import frame
from app.learn.class_room import class_room
from app.learn.code.view import code_view
from app.learn.hand.view import hand_view
from app.learn.page import NAMES, contents, current_step, lesson, ways_on
from app.learn.pairs_view import pairs_view
from app.learn.small.view import small_view

TABS = ("path", "pairs", "small", "hand", "code", "words")

t = frame("learn")
st.title(t("page.learn"))
tabs = kept_tabs("learn", {name: t(f"learn.tab.{name}") for name in TABS})
if tabs["hand"].open:
    with tabs["hand"]:
        hand_view(t)
elif tabs["pairs"].open:
    with tabs["pairs"]:
        pairs_view(t)
elif tabs["small"].open:
    with tabs["small"]:
        small_view(t)
elif tabs["code"].open:
    with tabs["code"]:
        code_view(t)
elif tabs["words"].open:
    with tabs["words"]:
        all_words(t)
else:
    with tabs["path"]:
        st.markdown(t("learn.subtitle", count=len(NAMES)))
        step = current_step(t)
        lesson(t, step)
        ways_on(t, step)
        contents(t)
st.divider()
class_room(t)
