"""The test series of one cell of the confusion matrix, drawn, the most confident answers first."""

import numpy as np
import streamlit as st

from app.charts.theme import CONFIG
from app.errors import literal
from app.i18n import Translate
from app.numbers import percent, whole
from app.store import open_store
from app.tasks.classify.charts.drawn import LINES, Panel, panels_chart
from app.tasks.classify.known import labelled
from core.data.labelled.facts import MOST_COLUMNS, MOST_POINTS
from core.store.records import Experiment
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classify.keeping import series_of
from core.words.methods import method_word

MOST = 10  # series that are drawn


def series_of_cell(
    t: Translate, outcome: ClassOutcome, experiment: Experiment, method: str, truth: int, told: int
) -> None:
    """Draw them."""
    places, names = outcome.cases(method, truth, told), [literal(name) for name in outcome.classes]
    facts = {"truth": names[truth], "told": names[told], "method": method_word(t, method)}
    st.markdown(t("series_cases.of_cell", count=len(places), **facts))
    if not len(places):
        return
    if len(places) > MOST:
        st.caption(t("series_cases.shown", shown=MOST, all=whole(len(places))))
    columns, panels = labelled(experiment.spec).columns, []
    series = series_of(open_store(), experiment.data, [int(outcome.rows[place]) for place in places[:MOST]])
    for place, (name, values) in zip(places[:MOST], series, strict=True):
        values = values[:, : MOST_COLUMNS if len(columns) > LINES else LINES]
        steps = np.unique(np.linspace(0, len(values) - 1, MOST_POINTS).round().astype(int))
        sure = percent(outcome.probabilities[method][place].max(), 0)
        panels.append(Panel(f"{name} · {sure}", [(steps.tolist(), values[steps].T.tolist())]))
    st.plotly_chart(
        panels_chart(panels, columns, t), key=f"result.cases.{method}.{truth}.{told}", config=CONFIG,
        alt=t("series_cases.alt", count=len(panels), **facts),
    )  # fmt: skip
