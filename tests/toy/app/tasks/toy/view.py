"""An experiment at its address, in whichever state it is."""

from functools import partial

import streamlit as st

from app.errors import explained
from app.experiments.header import result_header
from app.experiments.live import result_so_far
from app.experiments.once_more import once_more
from app.i18n import Translate
from app.numbers import figure
from app.store import open_store
from core.store.records import Experiment
from core.tasks.toy.outcome import ToyOutcome


def toy_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment."""
    runs = open_store().runs(experiment.id)
    with explained(t):
        result_header(t, experiment, runs, t("toy.about"), partial(once_more, experiment))
        known: ToyOutcome | None = result_so_far(t, experiment, runs)
        if known is not None:
            told = (t("toy.off", cell=t(f"cell.{one}"), by=figure(by)) for one, by in known.errors.items())
            st.markdown(t("words.comma").join(told))
