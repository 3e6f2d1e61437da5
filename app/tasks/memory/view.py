"""An experiment of the memory lab at its address, in whichever state it is."""

from functools import partial

import streamlit as st

from app.charts.theme import CONFIG
from app.components.glossary import explained_text
from app.errors import explained
from app.experiments.header import result_header
from app.experiments.live import REFRESH_CURVES, active, result_so_far
from app.experiments.once_more import once_more
from app.i18n import Translate
from app.store import open_store
from app.tasks.memory.charts.example import example_chart, example_facts
from app.tasks.memory.finding import finding
from app.tasks.memory.learning_curves import learning_curves
from app.tasks.memory.norms import norms
from app.tasks.memory.results import results_table
from app.tasks.memory.settings import memory_settings_tab
from core.cells import CELLS
from core.store.records import Experiment, Run
from core.tasks.memory.outcome import MemoryOutcome
from core.tasks.memory.spec import MemorySpec


def memory_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment."""
    runs = open_store().runs(experiment.id)
    with explained(t):
        _header(t, experiment, runs)
        known: MemoryOutcome | None = result_so_far(t, experiment, runs)
        if known is not None:
            finding(t, known)
        left, right = st.columns(2, gap="large")
        with left:
            st.subheader(t("memory.learning"))
            st.fragment(learning_curves, run_every=REFRESH_CURVES if active(runs) else None)(t, experiment)
        with right:
            st.subheader(t("memory.norms"))
            norms(t, experiment, known, going=active(runs))
        if known is not None:
            results_table(t, known)
        _problem(t, experiment, known)
        with st.expander(t("tab.settings")):
            memory_settings_tab(t, experiment)


def _header(t: Translate, experiment: Experiment, runs: list[Run]) -> None:
    spec = experiment.spec
    begins = t(f"memory.begins.{spec.model.recurrent_initializer}")
    clips = t("memory.clips.on") if spec.training.clipnorm else t("memory.clips.off")
    forgets = [t(f"memory.remembers.{'on' if spec.model.forget_bias else 'off'}")]
    forgets = forgets if any(CELLS[name].forgets for name in spec.cells) else []
    task = t(
        "memory.line",
        problem=t(f"option.problem.{spec.of(MemorySpec).problem}"),
        steps=spec.of(MemorySpec).length,
    )
    again = partial(once_more, experiment)
    about = "\u00a0· ".join([task, begins, clips, *forgets])
    result_header(t, experiment, runs, about, again)


def _problem(t: Translate, experiment: Experiment, known: MemoryOutcome | None) -> None:
    """The example again, with what the cells answer to it."""
    task = experiment.spec.of(MemorySpec)
    st.subheader(t("memory.example.title", steps=task.length))
    explained_text(t(f"memory.problem.{task.problem}.text"))
    told = {one.cell: one.typical.arrays["told"] for one in known.learners} if known else {}
    st.plotly_chart(
        example_chart(example_facts(task, told), t),
        key="memory.example",
        config=CONFIG,
        alt=t(f"memory.problem.{task.problem}.alt", steps=task.length),
    )
