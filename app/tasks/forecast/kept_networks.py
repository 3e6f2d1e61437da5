"""Networks to keep: taken away as one file, with its size; or dropped, where they are not wanted any more."""

import streamlit as st

from app.changes import drop_networks_of
from app.errors import explained
from app.experiments.take_home import MIME
from app.exports.names import file_stem
from app.i18n import Translate
from app.names import experiment_name
from app.numbers import room
from app.people import may_change
from app.store import open_store
from core.store.kept_networks import networks_size
from core.store.records import Experiment, Run
from core.takehome.keras_file import has_layer
from core.tasks.forecast.kept.archive import kept_networks_zip
from core.tasks.forecast.outcome import Outcome


def kept_networks(t: Translate, experiment: Experiment, runs: list[Run], known: Outcome) -> None:
    """Draw the button, what it holds and how much room it takes."""
    st.subheader(t("kept.title"))
    size = networks_size(open_store(), experiment.id)
    if not size:
        st.caption(t("kept.none"))
        return
    st.markdown(t("kept.about"))
    own = [t(f"cell.{cell}") for cell in experiment.spec.cells if not has_layer(cell)]
    if own:
        st.caption(t("kept.own_cells", cells=t("words.comma").join(own)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(own) < len(experiment.spec.cells):
            _take(t, experiment, runs, known)
        st.caption(t("kept.size", size=room(size)), width="content")
        if may_change(experiment.owner):
            _drop(t, experiment)


def _take(t: Translate, experiment: Experiment, runs: list[Run], known: Outcome) -> None:
    st.download_button(
        t("kept.take"),
        lambda: kept_networks_zip(open_store(), experiment, runs, known),
        file_name=f"{file_stem(experiment_name(t, experiment), t('kept.file'))}.zip",
        mime=MIME["zip"], key="kept.take", on_click="ignore", icon=":material/inventory_2:",
        help=t("kept.take.help"),
    )  # fmt: skip


def _drop(t: Translate, experiment: Experiment) -> None:
    with st.popover(t("kept.drop"), type="tertiary", icon=":material/delete:", key="kept.drop"):
        st.markdown(t("kept.drop.about"))
        certain = st.checkbox(t("kept.drop.sure"), key="kept.drop.certain")
        wanted = st.button(t("kept.drop"), disabled=not certain, key="kept.drop.now", width="stretch")
    if wanted:
        with explained(t):
            drop_networks_of(experiment.id)
            st.rerun()
