"""Rename or delete an experiment or a sweep: a box that Enter sends and that closes once it is done."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from app.changes import delete_experiment, delete_the_sweep, rename_experiment, rename_the_sweep
from app.errors import explained, sentence
from app.i18n import Translate
from app.names import experiment_name, sweep_name
from core.errors import UserError
from core.names import LONGEST_NAME
from core.store.records import Experiment
from core.sweeps.records import Sweep


def edit_experiment(t: Translate, experiment: Experiment) -> None:
    """The box of an experiment."""
    rename, delete = partial(rename_experiment, experiment.id), partial(delete_experiment, experiment.id)
    name = experiment_name(t, experiment)
    _edit_box(t, f"experiments.{experiment.id}", name, rename, delete, t("experiments.sure"))


def edit_sweep(t: Translate, sweep: Sweep) -> None:
    """The box of a sweep."""
    rename, delete = partial(rename_the_sweep, sweep.id), partial(delete_the_sweep, sweep.id)
    _edit_box(t, f"sweep.{sweep.id}", sweep_name(t, sweep), rename, delete, t("sweep.sure"))


def _edit_box(
    t: Translate, key: str, name: str, rename: Callable[[str], None], delete: Callable[[], None], sure: str
) -> None:
    """Draw the button that opens the box; what is in it is drawn while it is open.

    Args:
        key: Of what is edited.
        name: Its present name.
        rename: Gives it another; raises UserError, which is told in the box.
        delete: Deletes it.
        sure: What has to be ticked before.
    """
    opened = f"{key}.more"
    with st.popover(t("experiments.more"), type="tertiary", key=opened, on_change="rerun") as box:
        if not box.open:
            return
        _rename(t, key, name, rename)
        certain = st.checkbox(sure, key=f"{key}.sure")
        wanted = st.button(
            t("experiments.delete"), key=f"{key}.delete", disabled=not certain, icon=":material/delete:",
            width="stretch",
        )  # fmt: skip
    if wanted:
        with explained(t):
            delete()
            st.rerun()


def _rename(t: Translate, key: str, name: str, rename: Callable[[str], None]) -> None:
    field, refused = f"{key}.name", f"{key}.refused"

    def send() -> None:
        st.session_state.pop(refused, None)
        try:
            rename(st.session_state[field])
        except UserError as error:
            st.session_state[refused] = error
        else:
            st.session_state[f"{key}.more"] = False

    with st.form(f"{key}.form", border=False):
        st.text_input(t("experiments.name"), name, max_chars=10 * LONGEST_NAME, key=field)
        st.form_submit_button(t("experiments.rename"), key=f"{key}.rename", on_click=send, width="stretch")
    if refused in st.session_state:
        error = st.session_state.pop(refused)
        st.error(sentence(t, error.key, error.facts), icon=":material/error:")
