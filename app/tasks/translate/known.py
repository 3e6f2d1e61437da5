"""Pairs as pages know them: their facts, and never the sentences."""

import streamlit as st

from app.i18n import Translate
from app.keeping import still_kept
from app.store import open_store
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.translate.keeping import facts_of, keep_pairs
from core.text.pairs import PairFacts
from core.text.pairs_samples import load_pair_sample


def known_pairs(spec: ExperimentSpec, name: str | None = None) -> PairFacts:
    """What an experiment is about; raises `data_gone`."""
    return pair_facts(open_store(), spec.data, name)


@st.cache_resource(show_spinner=False, max_entries=16)
def pair_facts(_store: Store, hash: str, name: str | None = None) -> PairFacts:
    """What is known of pairs, by their content hash."""
    return facts_of(_store, hash, name)


def sample_facts(name: str) -> PairFacts:
    """A sample, put into the store once."""
    found: PairFacts = still_kept(_sample, name, str(open_store().folder))
    return found


@st.cache_resource(show_spinner=False, max_entries=8)
def _sample(name: str, folder: str) -> PairFacts:
    return keep_pairs(open_store(), load_pair_sample(name))


def pairs_name(t: Translate, facts: PairFacts) -> str:
    """A translated name of a sample, or what the person called it."""
    return t(f"pair_sample.{facts.name}") if facts.source == "sample" else facts.name
