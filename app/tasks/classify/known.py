"""Labelled series as pages know them: their facts, kept in memory; the series stay on the disk."""

import streamlit as st

from app.i18n import Translate
from app.keeping import still_kept
from app.store import open_store
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.samples import MOTIONS, load_labelled_sample
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.classify.keeping import facts_of, keep_series


def labelled(spec: ExperimentSpec, name: str | None = None) -> LabelledFacts:
    """What an experiment is about; raises `data_gone`."""
    return labelled_facts(open_store(), spec.data, name)


@st.cache_resource(show_spinner=False, max_entries=16)
def labelled_facts(_store: Store, hash: str, name: str | None = None) -> LabelledFacts:
    """What is known of labelled series, by their content hash."""
    return facts_of(_store, hash, name)


def labelled_sample(name: str) -> LabelledFacts:
    """A sample, put into the store once."""
    found: LabelledFacts = still_kept(_sample, name, str(open_store().folder))
    return found


@st.cache_resource(show_spinner=False, max_entries=8)
def _sample(name: str, folder: str) -> LabelledFacts:
    return keep_series(open_store(), load_labelled_sample(name))


def data_name(t: Translate, facts: LabelledFacts) -> str:
    """A translated name of a sample, or what the person called it."""
    return t(f"labelled_sample.{facts.name}") if facts.source == "sample" else facts.name


def shown_classes(t: Translate, facts: LabelledFacts) -> tuple[str, ...]:
    """Names of the classes: of our own sample in the reader's language, of others as they were brought."""
    return tuple(shown_class(t, facts, name) for name in facts.classes)


def shown_class(t: Translate, facts: LabelledFacts, name: str) -> str:
    """The same of one class."""
    return t(f"motion.{name}") if facts.source == "sample" and name in MOTIONS else name
