"""Choose what to forecast: a sample, a ticker, a file or pasted figures; kept across pages."""

from functools import partial

import streamlit as st

from app.components import kept
from app.data.file_source import file_source, paste_source
from app.data.line_source import line_source
from app.data.repair_choice import repair_choice
from app.data.sources import Way, choose_source
from app.data.ticker_source import ticker_source
from app.i18n import Translate
from app.people import owner
from app.store import dataset, open_store
from core.data.frame import Dataset
from core.data.samples import SAMPLES, load_sample
from core.data.sources import SOURCES
from core.errors import Refusal

PRESELECTED = "chaotic"
PRICES = "data_picker.prices"  # in the session: the prices that were fetched last


def data_picker(t: Translate) -> Dataset | None:
    """Draw the ways to bring data; returns the data set in hand, or None as long as there is none."""
    sources = {name: WAYS.get(name) or Way(partial(line_source, source=SOURCES[name])) for name in SOURCES}
    store = open_store()
    keep = partial(store.add_dataset, owner=owner())
    return choose_source(t, "data", sources, keep, partial(dataset, store))


def _ticker_source(t: Translate) -> Dataset | Refusal | None:
    """Prices as they came, kept for the choice of repairs: to fetch is a matter of one click."""
    fresh = ticker_source(t)
    if fresh is not None:
        st.session_state[PRICES] = fresh
    return repair_choice(t, st.session_state.get(PRICES))


def _sample_source(t: Translate) -> Dataset | None:
    names = list(SAMPLES)
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    name = left.selectbox(
        t("data.sample"),
        names,
        format_func=lambda name: t(f"sample.{name}"),
        index=names.index(kept.first("sample", PRESELECTED, kept.one_of(names), "data")),
        key="data_picker.sample",
        persist_state="session",
    )
    kept.keep("sample", None if name == PRESELECTED else name, of_form=False)
    right.caption(t(f"sample.{name}.about"))
    return sample(name)


@st.cache_data(show_spinner=False, max_entries=16)
def sample(name: str) -> Dataset:
    """A sample, loaded once."""
    return load_sample(name)


WAYS: dict[str, Way[Dataset]] = {  # of sources with fields of their own
    "sample": Way(_sample_source, parameter="sample"),
    "ticker": Way(_ticker_source, forgetful=True),
    "file": Way(lambda t: repair_choice(t, file_source(t)), forgetful=True, uploaded=True),
    "paste": Way(lambda t: repair_choice(t, paste_source(t))),
}
