"""Tagged sentences as pages know them: their facts, kept; words of a few sentences where they are shown."""

from collections.abc import Sequence

import streamlit as st

from app.i18n import Translate
from app.keeping import still_kept
from app.store import open_store
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.tag.keeping import facts_of, keep_sentences, words_of
from core.text.tagged.facts import TaggedFacts
from core.text.tagged.samples import load_tagged_sample


def tagged(spec: ExperimentSpec, name: str | None = None) -> TaggedFacts:
    """What an experiment is about; raises `data_gone`."""
    return tagged_facts(open_store(), spec.data, name)


@st.cache_resource(show_spinner=False, max_entries=16)
def tagged_facts(_store: Store, hash: str, name: str | None = None) -> TaggedFacts:
    """What is known of tagged sentences, by their content hash."""
    return facts_of(_store, hash, name)


def sentences(experiment_data: str, rows: Sequence[int]) -> list[list[str]]:
    """The words of some sentences; raises `data_gone`."""
    return _sentences(open_store(), experiment_data, tuple(rows))


@st.cache_data(show_spinner=False, max_entries=32)
def _sentences(_store: Store, hash: str, rows: tuple[int, ...]) -> list[list[str]]:
    return words_of(_store, hash, rows)


def tagged_sample(name: str) -> TaggedFacts:
    """A sample, put into the store once."""
    found: TaggedFacts = still_kept(_sample, name, str(open_store().folder))
    return found


@st.cache_resource(show_spinner=False, max_entries=8)
def _sample(name: str, folder: str) -> TaggedFacts:
    return keep_sentences(open_store(), load_tagged_sample(name))


def data_name(t: Translate, facts: TaggedFacts) -> str:
    """A translated name of a sample, or what the person called it."""
    return t(f"tagged_sample.{facts.name}") if facts.source == "sample" else facts.name


def written(words: Sequence[str], unit: str) -> str:
    """A sentence as one reads it: words with blanks between them, characters without."""
    return ("" if unit == "characters" else " ").join(words)


def to_begin_with(facts: TaggedFacts) -> str:
    """The longest of the sentences that are shown."""
    return written([word for word, _ in max(facts.shown, key=len)], facts.unit)
