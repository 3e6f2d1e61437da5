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

KEPT = "data_picker.kept"  # in the session: content hash of what each source gave last


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
    name = source or "sample"
    with explained(t):
        fresh = sources[name](t)
        data = _keep(name, fresh) if fresh is not None else _kept(name)
        if data is None:
            st.info(t("data.empty"), icon=":material/upload_file:")
        return data
    return None  # why has been said


def _keep(source: str, data: Dataset) -> Dataset:
    """The content goes to the store, only its hash into the session: a widget forgets it on another page."""
    kept = st.session_state.setdefault(KEPT, {})
    if kept.get(source) != data.sha256:
        kept[source] = open_store().add_dataset(data)
    return data


def _kept(source: str) -> Dataset | None:
    hash = st.session_state.get(KEPT, {}).get(source)
    return dataset(open_store(), hash) if hash else None


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
    return sample(name)


@st.cache_data(show_spinner=False, max_entries=16)
def sample(name: str) -> Dataset:
    """A sample, loaded once."""
    return load_sample(name)
