"""Train an experiment once more, whichever its task is: the same data and settings, scored anew."""

import streamlit as st

from app.errors import explained
from app.experiments.start import start
from app.i18n import Translate
from app.store import known_data
from core.store.records import Experiment, ExperimentLine


def again_button(t: Translate, line: ExperimentLine) -> None:
    """For what earlier rules scored: one click trains it by today's, and opens the new experiment."""
    id = line.experiment.id
    if st.button(t("setup.again"), type="tertiary", icon=":material/replay:", key=f"experiments.again.{id}"):
        with explained(t):
            once_more(line.experiment)


def once_more(experiment: Experiment) -> None:
    """Queue it and go to its page; raises UserError where its data are gone."""
    data = known_data(experiment.spec, experiment.source_name)
    start(data, experiment.spec, experiment.name, again=True)
