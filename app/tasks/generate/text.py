"""The text that an experiment is about, and the ways to bring one."""

import hashlib
from dataclasses import replace

import streamlit as st

from app.components import kept
from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.sources import Way, choose_source
from app.i18n import Translate
from app.numbers import whole
from app.people import owner
from app.store import open_store
from core.sandbox.forkserver import get_ready
from core.specs import ExperimentSpec
from core.store.datasets import from_body, known_as
from core.store.store import Store
from core.text.long_reading import read_long_file, read_long_paste
from core.text.long_samples import LONG_SAMPLES, load_long_sample
from core.text.long_text import LongText

READER = "core.text.long_reading"
HEAD = 600  # characters that are shown of a text


def known_text(spec: ExperimentSpec, name: str | None = None) -> LongText:
    """The text of an experiment, called as its maker calls it; raises `data_gone`."""
    return _called(_kept(open_store(), spec.data), name)


def text_name(t: Translate, data: LongText) -> str:
    """A translated name of what is known here, or what the person called it."""
    return t(f"long_sample.{data.name}") if data.source == "sample" else data.name


def text_line(t: Translate, data: LongText) -> str:
    """Name, length and number of different characters in one line."""
    letters, kinds = whole(len(data.text)), whole(len(set(data.text)))
    return t("generate.line", name=text_name(t, data), letters=letters, kinds=kinds)


def show_text(t: Translate, data: LongText) -> None:
    """How it begins."""
    more = "…" if len(data.text) > HEAD else ""
    st.text(data.text[:HEAD] + more)
    if data.source == "sample":
        st.caption(t(f"generate.licence.{data.name}"))


def text_picker(t: Translate) -> LongText | None:
    """Draw the ways to bring a text; returns the one in hand, or None as long as there is none."""
    store = open_store()

    def keep(data: LongText) -> None:
        store.add_dataset(data, owner())

    return choose_source(t, "generate", WAYS, keep, lambda hash, name: _called(_kept(store, hash), name))


def _sample_source(t: Translate) -> LongText | None:
    names = list(LONG_SAMPLES)
    name = st.selectbox(
        t("generate.sample"),
        names,
        index=names.index(kept.first("sample", names[0], kept.one_of(names), "generate")),
        format_func=lambda one: t(f"long_sample.{one}"),
        key="generate_picker.sample",
        persist_state="session",
    )
    kept.keep("sample", None if name == names[0] else name, of_form=False)
    return load_long_sample(name)


def _file_source(t: Translate) -> LongText | None:
    get_ready(READER)
    given = st.file_uploader(t("generate.file"), key="generate_picker.file", help=t("generate.file.help"))
    if given is None:
        return None
    body = given.getvalue()
    with being_read(t):
        return _read_file(hashlib.sha256(body).hexdigest(), given.name, body)


def _paste_source(t: Translate) -> LongText | None:
    get_ready(READER)
    pasted = area(
        t("generate.paste"), MOST_DATA, key="generate_picker.paste", height=220, persist_state="session"
    )
    if not pasted.strip():
        return None
    with being_read(t):
        return _read_paste(pasted, t("generate.pasted"))


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _read_file(content: str, name: str, _body: bytes) -> LongText:
    return read_long_file(_body, name)


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _read_paste(pasted: str, name: str) -> LongText:
    return read_long_paste(pasted, name)


@st.cache_resource(show_spinner=False, max_entries=8)
def _kept(_store: Store, hash: str) -> LongText:
    return known_as(LongText, from_body(_store.dataset_body(hash)))


def _called(data: LongText, name: str | None) -> LongText:
    return replace(data, name=name) if name and name != data.name else data


WAYS: dict[str, Way[LongText]] = {
    "sample": Way(_sample_source, parameter="sample"),
    "file": Way(_file_source, forgetful=True, uploaded=True),
    "paste": Way(_paste_source),
}
