"""Experiments: everything that was trained here; open, rename, delete."""

import streamlit as st

from app.experiments.bring_back import bring_back
from app.experiments.class_line import class_list
from app.experiments.disk_use import disk_use_table
from app.experiments.examples import open_example
from app.experiments.listing import MOST, experiment_list
from app.experiments.sign_in import about_owners
from app.experiments.whose import listed_owners
from app.frame import frame
from app.navigation import open_page, page_link
from app.people import is_operator, shared
from app.store import open_store

t = frame("experiments")
st.title(t("page.experiments"))
lines = class_list(t, MOST)
nothing = t("experiments.none_in_class")
if lines is None:
    about_owners(t)
    nothing = t("experiments.none_of_yours" if shared() else "experiments.none")
    lines = open_store().experiments(MOST, listed_owners(t, "experiments"))
if lines:
    experiment_list(t, lines)
else:
    st.info(nothing, icon=":material/science:")
    with st.container(horizontal=True):
        if st.button(t("experiments.first"), type="primary", key="experiments.first"):
            open_page("home")
        open_example(t)
bring_back(t)
page_link("track", t("track_page.open"), ":material/query_stats:")
if is_operator():
    disk_use_table(t)
