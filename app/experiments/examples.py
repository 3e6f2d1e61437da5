"""The experiments that come with the product: shown where there is nothing of one's own yet, and named so."""

import streamlit as st

from app.experiments.start import open_experiment
from app.i18n import Translate
from app.moments import made
from app.navigation import open_page
from app.store import open_store
from core.examples import EXAMPLES, example
from core.store.records import Experiment
from core.store.shipped import is_example


def examples(t: Translate) -> list[Experiment]:
    """One finished experiment per task; in the store from now on."""
    store = open_store()
    return [example(store, task, t(f"example.{task}")) for task in EXAMPLES]


def open_example(t: Translate) -> None:
    """A button that opens the first of them."""
    if st.button(t("example.open"), icon=":material/school:", key="example.open"):
        first = examples(t)[0]
        open_experiment(first.id, first.task)


def example_note(t: Translate, experiment: Experiment) -> None:
    """Say of an example that it is one."""
    if is_example(experiment):
        when = made(experiment.created).split()[0]
        st.info(t("example.note", when=when), icon=":material/school:")


def first_steps(t: Translate, experiment: Experiment) -> None:
    """Before there is anything of one's own: what is shown instead, and the way to the first experiment."""
    example_note(t, experiment)
    if st.button(t("experiments.first"), type="primary", icon=":material/play_arrow:", key="example.first"):
        open_page("home")


def example_badge(t: Translate, experiment: Experiment) -> None:
    """The same in a list."""
    if is_example(experiment):
        st.badge(t("example.badge"), icon=":material/school:", color="violet")
