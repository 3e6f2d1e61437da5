"""Choose what to forecast: a sample, a ticker, a file or pasted figures; kept across pages."""

from collections.abc import Callable

import streamlit as st

from app.components.file_source import file_source, paste_source
from app.components.ticker_source import ticker_source
from app.errors import explained
from app.i18n import Translate
from app.store import dataset, open_store
from core.data.frame import Dataset
from core.data.samples import SAMPLES, load_sample

CHOSEN = "data_picker.chosen"  # content hash, in the session
SAMPLE_CHOSEN = "data_picker.sample_name"  # which sample it is, if it is one


def data_picker(t: Translate) -> Dataset | None:
    """Draw the ways to bring data; returns the data set in hand, or None as long as there is none."""
    sources: dict[str, Callable[[Translate], Dataset | None]] = {
        "sample": _sample_source,
        "ticker": ticker_source,
        "file": file_source,
        "paste": paste_source,
    }
    source = st.segmented_control(
        t("data.source"),
        list(sources),
        format_func=lambda name: t(f"source.{name}"),
        default="sample",
        required=True,
        key="data_picker.source",
        persist_state="session",
        label_visibility="collapsed",
    )
    with explained(t):
        fresh = sources[source or "sample"](t)
        if fresh is not None:
            choose(fresh)
    chosen = st.session_state.get(CHOSEN)
    with explained(t):
        return dataset(open_store(), chosen) if chosen else None
    return None


def choose(data: Dataset) -> None:
    """Take a data set in hand; its content goes to the store, only its hash into the session."""
    if st.session_state.get(CHOSEN) != data.sha256:
        st.session_state[CHOSEN] = open_store().add_dataset(data)
    st.session_state[SAMPLE_CHOSEN] = data.name if data.source == "sample" else None


def _sample_source(t: Translate) -> Dataset | None:
    names = list(SAMPLES)
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    name = left.selectbox(
        t("data.sample"),
        names,
        format_func=lambda name: t(f"sample.{name}"),
        index=names.index("chaotic"),
        key="data_picker.sample",
        persist_state="session",
    )
    right.caption(t(f"sample.{name}.about"))
    return _sample(name)


@st.cache_data(show_spinner=False, max_entries=16)
def _sample(name: str) -> Dataset:
    return load_sample(name)
