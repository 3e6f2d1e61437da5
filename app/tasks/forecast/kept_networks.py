"""Networks to keep: taken away as one file, with its size; or dropped, where they are not wanted any more."""

from functools import partial

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
from core.tasks.forecast.kept.archive import kept_networks_zip, torch_file
from core.tasks.forecast.kept.onnx import onnx_added, onnx_is_there
from core.tasks.forecast.kept.script import torch_can
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
    if len(own) < len(experiment.spec.cells):
        with st.container(horizontal=True, vertical_alignment="center"):
            _of_torch(t, experiment, runs)
            _of_onnx(t, experiment, runs, known)


def _take(t: Translate, experiment: Experiment, runs: list[Run], known: Outcome) -> None:
    st.download_button(
        t("kept.take"),
        lambda: kept_networks_zip(open_store(), experiment, runs, known),
        file_name=f"{file_stem(experiment_name(t, experiment), t('kept.file'))}.zip",
        mime=MIME["zip"], key="kept.take", on_click="ignore", icon=":material/inventory_2:",
        help=t("kept.take.help"),
    )  # fmt: skip


def _of_onnx(t: Translate, experiment: Experiment, runs: list[Run], known: Outcome) -> None:
    """The same file with the networks as ONNX in it, for the owner, whose machine converts them; or how."""
    if not onnx_is_there():
        st.caption(t("kept.onnx_how"))
    elif may_change(experiment.owner):
        st.download_button(
            t("kept.onnx"),
            lambda: onnx_added(kept_networks_zip(open_store(), experiment, runs, known)),
            file_name=f"{file_stem(experiment_name(t, experiment), t('kept.file'))}-onnx.zip",
            mime=MIME["zip"], key="kept.onnx", on_click="ignore", icon=":material/inventory_2:",
            help=t("kept.onnx.help"),
        )  # fmt: skip


def _of_torch(t: Translate, experiment: Experiment, runs: list[Run]) -> None:
    """The script that lies in the ZIP for PyTorch, and as a notebook; or why there is none."""
    if not torch_can(experiment.spec):
        st.caption(t("kept.no_torch", activation=experiment.spec.model.activation))
        return
    stem = f"{file_stem(experiment_name(t, experiment))}-torch"
    for what, name, notebook in (("torch", f"{stem}.py", False), ("torch_book", f"{stem}.ipynb", True)):
        st.download_button(
            t(f"kept.{what}"),
            partial(torch_file, open_store(), experiment, runs, name, notebook=notebook),
            file_name=name, mime=MIME[name.rsplit(".")[-1]], key=f"kept.{what}", on_click="ignore",
            icon=":material/download:", help=t(f"kept.{what}.help"),
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
