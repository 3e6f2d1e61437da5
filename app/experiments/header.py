"""The head of an experiment's page and of its setup: the name, and the ways on from there."""

from collections.abc import Callable, Sequence

import streamlit as st

from app.components import kept
from app.errors import literal
from app.experiments.copy_as import copy_button
from app.experiments.live import active
from app.experiments.renaming import edit_experiment
from app.experiments.start import known_note, look_inside
from app.experiments.to_compare import compare_button
from app.experiments.to_sweep import chosen_by, vary_result
from app.experiments.whose import whose_note
from app.i18n import Translate
from app.names import experiment_name, step_title
from app.navigation import page_link
from app.people import is_own, may_change
from app.tasks import VIEWS
from core.cells import CELLS
from core.specs import ExperimentSpec
from core.store.records import Experiment, Run
from core.store.shipped import is_example
from core.tasks import TASKS


def result_header(
    t: Translate, experiment: Experiment, runs: list[Run], about: str, again: Callable[[], None] | None
) -> None:
    """What this is; and once nothing runs any more, the setup behind one button, and the same again.

    Args:
        about: One line on the data and the task.
        again: Starts it once more; None where a card below does.
    """
    of = TASKS[experiment.task]
    _back_to_learn(t)
    st.title(literal(experiment_name(t, experiment)))
    st.caption(literal(about))
    if not is_example(experiment):
        whose_note(t, "experiment", experiment.owner)
    with st.container(horizontal=True):
        if of.compared is not None:
            compare_button(t, runs, f"{experiment.task}.compare")
        if VIEWS[experiment.task].input:
            look_inside(t, experiment, runs)
        if not active(runs):
            if of.swept:
                vary_result(t, experiment)
            _once_more(t, experiment, again)
            copy_button(t, experiment)
        if may_change(experiment.owner) and not is_own(experiment.owner):
            edit_experiment(t, experiment)
    known_note(t, experiment)
    if of.swept:
        chosen_by(t, experiment)


def _once_more(t: Translate, experiment: Experiment, again: Callable[[], None] | None) -> None:
    """The setup to change, and the same again; for others both make an experiment of their own."""
    whose = "" if is_own(experiment.owner) else "_own"
    if st.button(t(f"setup.change{whose}"), icon=":material/tune:", key=f"{experiment.task}.change"):
        st.query_params["setup"] = "1"
        st.rerun()
    label, key = t(f"setup.again{whose}"), f"{experiment.task}.again"
    if again and st.button(label, icon=":material/replay:", type="primary", key=key):
        again()


def _back_to_learn(t: Translate) -> None:
    """The step of Learn that led here, where one did: the address says so."""
    step = st.query_params.get("about", "")
    if title := step_title(t, step):
        page_link("learn", t("learn.back", step=title), ":material/arrow_back:", about=step)


def setup_header(t: Translate, experiment: Experiment) -> None:
    """The name of the experiment whose setup is changed, and the way back to its result."""
    left, right = st.columns([5, 3], vertical_alignment="bottom")
    left.title(literal(experiment_name(t, experiment)))
    with right.container(horizontal=True, horizontal_alignment="right"):
        if st.button(t("setup.back"), icon=":material/arrow_back:", key=f"{experiment.task}.back"):
            del st.query_params["setup"]
            st.rerun()
    if not is_example(experiment):
        whose_note(t, "setup", experiment.owner)


def cells_choice(
    t: Translate, chosen: Sequence[str], scope: str, among: Sequence[str] = ()
) -> tuple[str, ...]:
    """Which cells to train; `among` is empty where all of the table are offered."""
    among = among or tuple(CELLS)
    own = [name for name in among if name in chosen]
    begun = kept.first("cells", own, kept.some_of(among, fewest=1), scope)
    cells = st.pills(
        t("spec.cells"),
        list(among),
        selection_mode="multi",
        default=begun,
        format_func=lambda cell: t(f"cell.{cell}"),
        key=f"setup.{scope}.cells",
        help=t("help.cells"),
        persist_state="session",
    )
    kept.keep("cells", None if not cells or set(cells) == set(own) else kept.written(cells))
    return tuple(cells)


def train_button(t: Translate, spec: ExperimentSpec | None, *, ready: bool = True) -> bool:
    """The one primary button of a setup; off as long as there is nothing that could be trained."""
    cells = " · ".join(t(f"cell.{cell}") for cell in spec.cells) if spec else "…"
    return st.button(
        t("setup.train", cells=cells),
        type="primary",
        icon=":material/play_arrow:",
        key="setup.train",
        disabled=spec is None or not ready,
    )
