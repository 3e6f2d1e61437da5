"""The learning curves of the memory lab, alive while something runs, and their figures as a file."""

import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.saving import csv_button
from app.experiments.live import active
from app.exports.names import file_stem
from app.i18n import Translate
from app.names import experiment_name
from app.store import open_store
from app.tasks.memory.charts.curves import SeedCurve, curve_facts, curves_chart
from core.store.records import Experiment
from core.tasks.memory.problems import PROBLEMS, updates
from core.tasks.memory.spec import MemorySpec


def learning_curves(t: Translate, experiment: Experiment) -> None:
    """Every seed's loss on fresh examples by weight updates, against chance."""
    task, training = experiment.spec.of(MemorySpec), experiment.spec.training
    store, problem = open_store(), PROBLEMS[task.problem]
    each = updates(task, training.batch_size(task.examples))
    runs = store.runs(experiment.id)
    curves = curve_facts(runs, store.epochs(experiment.id), each)
    if not curves:
        st.caption(t("memory.curves.none" if active(runs) else "memory.curves.never"))
        return
    st.plotly_chart(
        curves_chart(curves, problem, t),
        key="memory.curves",
        config=CONFIG,
        alt=t("memory.curves.alt", curves=len(curves)),
    )
    st.caption(t("memory.curves.about"))
    name = f"{file_stem(experiment_name(t, experiment))}-curves.csv"
    csv_button(t, t("memory.curves.csv"), lambda: _table(curves), name, key="memory.curves.csv")


def _table(curves: list[SeedCurve]) -> pd.DataFrame:
    rows = [
        {"cell": one.cell, "seed": one.seed, "updates": int(reached), "validation_loss": float(loss)}
        for one in curves
        for reached, loss in zip(one.updates, one.losses, strict=True)
    ]
    return pd.DataFrame(rows).set_index("cell")
