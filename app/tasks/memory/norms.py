"""The gradient picture of the memory lab, with its figures as a file."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.gradient_words import meaning
from app.components.saving import csv_button
from app.exports.names import file_stem
from app.i18n import Translate
from app.names import experiment_name
from app.tasks.memory.charts.gradients import norm_facts, norms_chart
from core.specs import ExperimentSpec
from core.store.records import Experiment
from core.tasks.memory.outcome import MemoryOutcome
from core.tasks.memory.problems import COPIED
from core.words.sentences import spaced

TIMES = ("before", "after")
FEW_ANSWERS = COPIED  # at the end: so few are asked for all at once


def norms(t: Translate, experiment: Experiment, known: MemoryOutcome | None, *, going: bool) -> None:
    """How much of the loss reaches each step back in time; nothing yet while no network has ended."""
    if known is None:
        st.caption(t("memory.norms.none" if going else "memory.norms.never"))
        return
    state, times = _choices(t, known)
    lines = norm_facts(known.learners, state, times)
    st.plotly_chart(
        norms_chart(lines, state, t), key="memory.norms", config=CONFIG, alt=t("memory.norms.alt")
    )
    st.caption(_about(t, experiment.spec, known, times))
    name = f"{file_stem(experiment_name(t, experiment))}-gradients.csv"
    csv_button(t, t("memory.norms.csv"), lambda: _table(known), name, key="memory.norms.csv")


def _about(t: Translate, spec: ExperimentSpec, known: MemoryOutcome, times: Sequence[str]) -> str:
    every, after = known.problem.answers(known.task.length) > FEW_ANSWERS, "after" in times
    cells = [one.cell for one in known.learners]
    told = [t("memory.norms.from"), meaning(t, cells, spec.model, every_step=every, trained=after)]
    told.append(t("memory.norms.lower") if after else "")
    told.append(t("memory.norms.means" if known.seeds_wanted == 1 else "memory.norms.means.seeds"))
    return spaced(t, *told)


def _choices(t: Translate, known: MemoryOutcome) -> tuple[str, list[str]]:
    """Which state the gradient is taken at, where some cell has two; and before or after training."""
    state: str | None = "hidden"
    with st.container(horizontal=True):
        if norm_facts(known.learners, "cell", TIMES):
            state = st.segmented_control(
                t("memory.norms.state"),
                ["hidden", "cell"],
                default="hidden",
                required=True,
                format_func=lambda name: t(f"memory.norms.{name}"),
                key="memory.norms.state",
            )
        times = st.pills(
            t("memory.norms.times"),
            list(TIMES),
            selection_mode="multi",
            default=list(TIMES),
            format_func=lambda name: t(f"memory.norms.time.{name}"),
            key="memory.norms.times",
        )
    return state or "hidden", times or list(TIMES)


def _table(known: MemoryOutcome) -> pd.DataFrame:
    """A row per step, a column per cell, state and time."""
    columns = {
        f"{line.cell}_{state}_{line.when}": line.norms
        for state in ("hidden", "cell")
        for line in norm_facts(known.learners, state, TIMES)
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(1, known.task.length + 1, name="step"))
