"""Choose a text: a sample, a file, or what is pasted; kept across pages."""

import hashlib
from functools import partial

import streamlit as st

from app.components import kept
from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.sources import Way, choose_source
from app.i18n import Translate
from app.keeping import still_kept
from app.people import owner
from app.store import open_store
from app.tasks.generate.known import known_facts, long_sample
from core.sandbox.forkserver import get_ready
from core.tasks.generate.keeping import keep_file, keep_paste, keep_sessions
from core.text.long_facts import LongFacts
from core.text.long_samples import LONG_SAMPLES

READER = "core.text.long_reading"  # what reads them


def text_picker(t: Translate) -> LongFacts | None:
    """Draw the ways to bring a text; returns the one in hand, or None as long as there is none."""
    return choose_source(t, "generate", WAYS, lambda facts: None, partial(known_facts, open_store()))


def _sample_source(t: Translate) -> LongFacts | None:
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
    return long_sample(name)


def _file_source(t: Translate) -> LongFacts | None:
    get_ready(READER)
    given = st.file_uploader(t("generate.file"), key="generate_picker.file", help=t("generate.file.help"))
    if given is None:
        return None
    body = given.getvalue()
    with being_read(t):
        found: LongFacts = still_kept(_read_file, hashlib.sha256(body).hexdigest(), given.name, body)
        return found


def _sessions_source(t: Translate) -> LongFacts | None:
    get_ready(READER)
    given = st.file_uploader(
        t("generate.sessions"), key="generate_picker.sessions", help=t("generate.sessions.help")
    )
    if given is None:
        return None
    body = given.getvalue()
    with being_read(t):
        content = hashlib.sha256(body).hexdigest()
        found: LongFacts = still_kept(_read_sessions, content, given.name, body)
        return found


def _paste_source(t: Translate) -> LongFacts | None:
    get_ready(READER)
    pasted = area(
        t("generate.paste"), MOST_DATA, key="generate_picker.paste", height=220, persist_state="session"
    )
    if not pasted.strip():
        return None
    with being_read(t):
        content = hashlib.sha256(pasted.encode("utf-8", "replace")).hexdigest()
        found: LongFacts = still_kept(_read_paste, content, t("generate.pasted"), pasted)
        return found


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _read_file(content: str, name: str, _body: bytes) -> LongFacts:
    return keep_file(open_store(), _body, name, owner())


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _read_paste(content: str, name: str, _pasted: str) -> LongFacts:
    return keep_paste(open_store(), _pasted, name, owner())


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _read_sessions(content: str, name: str, _body: bytes) -> LongFacts:
    return keep_sessions(open_store(), _body, name, owner())


WAYS: dict[str, Way[LongFacts]] = {
    "sample": Way(_sample_source, parameter="sample"),
    "file": Way(_file_source, forgetful=True, uploaded=True),
    "paste": Way(_paste_source),
    "sessions": Way(_sessions_source, forgetful=True, uploaded=True),
}
