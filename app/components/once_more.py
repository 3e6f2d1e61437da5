"""Train an experiment once more, whichever its task is: the same data and settings, scored anew."""

from collections.abc import Callable

import streamlit as st

from app.components.start import start, start_memory, start_texts
from app.errors import explained
from app.i18n import Translate
from app.store import dataset, open_store, text_facts
from core.runs.records import Experiment, ExperimentLine


def again_button(t: Translate, line: ExperimentLine) -> None:
    """For what earlier rules scored: one click trains it by today's, and opens the new experiment."""
    id = line.experiment.id
    if st.button(t("setup.again"), type="tertiary", icon=":material/replay:", key=f"experiments.again.{id}"):
        with explained(t):
            once_more(t, line.experiment)


def once_more(t: Translate, experiment: Experiment) -> None:
    """Queue it and go to its page; raises UserError where its data are gone."""
    ways: dict[str, Callable[[Translate, Experiment], None]] = {
        "forecast": _series,
        "sentiment": _texts,
        "memory": lambda t, one: start_memory(t, one.spec, one.name, again=True),
    }
    ways[experiment.task](t, experiment)


def _series(t: Translate, experiment: Experiment) -> None:
    data = dataset(open_store(), experiment.data, experiment.source_name)
    start(t, data, experiment.spec, experiment.name, again=True)


def _texts(t: Translate, experiment: Experiment) -> None:
    facts = text_facts(open_store(), experiment.data, experiment.source_name)
    start_texts(t, facts, experiment.spec, experiment.name, again=True)
