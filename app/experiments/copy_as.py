"""What makes an experiment again elsewhere: a command, and Python."""

import streamlit as st

from app.i18n import Translate
from app.names import experiment_name
from app.store import open_store
from core.errors import UserError
from core.store.records import Experiment
from core.store.sources import CameFrom, came_from
from core.tasks import TASKS
from core.tasks.copied import can_be_copied, command_copy, python_copy
from core.tasks.spec_files import differing, settings_of


def copy_button(t: Translate, experiment: Experiment) -> None:
    """Draw it; of data that only the page can name there is none."""
    data = _data(experiment.data, experiment.source_name)
    if data is None or not can_be_copied(data):
        return
    spec, name = experiment.spec, experiment_name(t, experiment)
    with st.popover(t("copy_as"), icon=":material/content_copy:", key=f"{experiment.task}.copy_as"):
        st.caption(t("copy_as.about"))
        st.code(command_copy(spec, settings_of(spec), data, name), language="bash", wrap_lines=True)
        st.code(
            python_copy(TASKS[experiment.task].function, differing(spec), data, name),
            language="python",
            wrap_lines=True,
        )
        if data.source == "upload":
            st.caption(t("copy_as.file"))


@st.cache_data(show_spinner=False, max_entries=50)
def _data(hash: str, name: str | None) -> CameFrom | None:
    try:
        return came_from(open_store(), hash, name)
    except UserError:  # the data are gone
        return None
