"""How much of the validation texts is told right while networks learn."""

from collections.abc import Sequence

import streamlit as st

from app.charts.theme import CONFIG
from app.experiments.classes.charts.accuracy import accuracy_chart, accuracy_facts
from app.i18n import Translate
from core.store.records import Epoch, Run


def accuracy_curves(
    t: Translate, runs: Sequence[Run], epochs: Sequence[Epoch], cells: Sequence[str], where: str
) -> None:
    """The chart, below the losses; nothing before the first look.

    Args:
        where: What the chart's key begins with.
    """
    right = accuracy_facts(runs, epochs, cells)
    if right:
        st.plotly_chart(
            accuracy_chart(right, t), key=f"{where}.accuracy", config=CONFIG, alt=t("alt.accuracy")
        )
