"""What earlier rules scored: no verdict, and one click that trains it by today's."""

from collections.abc import Callable

import streamlit as st

from app.components.about import links
from app.experiments.live import active
from app.i18n import Translate
from app.people import is_own
from app.tasks import VIEWS
from core.evaluate import from_before
from core.store.records import Experiment, Run
from core.tasks.results import baseline_run


def scored_before(runs: list[Run]) -> bool:
    """Whether earlier rules scored the experiment that has these runs, of which nothing is to come."""
    simple = baseline_run(runs)
    return simple is not None and from_before(simple.facts) and not active(runs)


def before_card(t: Translate, experiment: Experiment, runs: list[Run], again: Callable[[], None]) -> None:
    """Draw the card; texts have words of their own.

    Args:
        again: Trains the same data and task anew, and opens the new experiment.
    """
    with st.container(border=True):
        st.markdown(f"## {t('before.title')}")
        st.markdown(t(VIEWS[experiment.task].before))
        label = "before.again" if is_own(experiment.owner) else "before.again_own"
        if not active(runs) and st.button(
            t(label), type="primary", icon=":material/replay:", key=f"{experiment.task}.before.again"
        ):
            again()
        st.caption(links(t, "order", "verdict", "send"))
