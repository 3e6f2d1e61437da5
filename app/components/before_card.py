"""What earlier rules scored: no verdict, and one click that trains it by today's."""

from collections.abc import Callable

import streamlit as st

from app.components.about import links
from app.components.live import active
from app.i18n import Translate
from app.people import is_own
from core.runs.records import Experiment, Run


def before_card(t: Translate, experiment: Experiment, runs: list[Run], again: Callable[[], None]) -> None:
    """Draw the card.

    Args:
        again: Trains the same data and task anew, and opens the new experiment.
    """
    with st.container(border=True):
        st.markdown(f"## {t('before.title')}")
        st.markdown(t("before.why"))
        label = "before.again" if is_own(experiment.owner) else "before.again_own"
        if not active(runs) and st.button(
            t(label), type="primary", icon=":material/replay:", key=f"{experiment.task}.before.again"
        ):
            again()
        st.caption(links(t, "verdict", "send"))
