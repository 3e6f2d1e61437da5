"""Choose pairs of sentences: a sample, one file or two, or pasted lines; kept across pages."""

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
from app.tasks.translate.known import pair_facts, sample_facts
from core.sandbox.forkserver import get_ready
from core.tasks.translate.keeping import keep_file
from core.text.pairs import PairFacts
from core.text.pairs_samples import FIRST, PAIR_SAMPLES

READS = "core.text.pairs_reading"


def pairs_picker(t: Translate) -> PairFacts | None:
    """Draw the ways to bring pairs; returns those in hand, or None as long as there are none."""
    return choose_source(t, "pairs", WAYS, lambda facts: None, partial(pair_facts, open_store()))


def _sample_source(t: Translate) -> PairFacts | None:
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    name = left.selectbox(
        t("pairs.sample"),
        list(PAIR_SAMPLES),
        index=PAIR_SAMPLES.index(kept.first("sample", FIRST, kept.one_of(list(PAIR_SAMPLES)), "pairs")),
        format_func=lambda one: t(f"pair_sample.{one}"),
        key="pairs_picker.sample",
        persist_state="session",
    )
    kept.keep("sample", None if name == FIRST else name, of_form=False)
    right.caption(t(f"pair_sample.{name}.about"))
    return sample_facts(name)


def _file_source(t: Translate) -> PairFacts | None:
    get_ready(READS)
    left, right = st.columns(2)
    given = left.file_uploader(t("pairs.file"), key="pairs_picker.file", help=t("pairs.file.help"))
    other = right.file_uploader(t("pairs.other"), key="pairs_picker.other", help=t("pairs.other.help"))
    if given is None:
        return None
    return _read(t, given.getvalue(), given.name, other.getvalue() if other is not None else None)


def _paste_source(t: Translate) -> PairFacts | None:
    get_ready(READS)
    pasted = area(
        t("pairs.paste"), MOST_DATA, key="pairs_picker.paste", height=200, help=t("pairs.paste.help"),
        placeholder=t("pairs.paste.placeholder"), persist_state="session",
    )  # fmt: skip
    return _read(t, pasted.encode(), t("pairs.pasted"), None) if pasted.strip() else None


def _read(t: Translate, body: bytes, name: str, other: bytes | None) -> PairFacts:
    content = hashlib.sha256(body + b"\0" + (other or b"")).hexdigest()
    with being_read(t):
        found: PairFacts = still_kept(_kept, content, name, str(open_store().folder), body, other)
        return found


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _kept(content: str, name: str, folder: str, _body: bytes, _other: bytes | None) -> PairFacts:
    return keep_file(open_store(), _body, name, _other, owner())


WAYS: dict[str, Way[PairFacts]] = {  # the one table of where pairs come from
    "sample": Way(_sample_source, parameter="sample"),
    "file": Way(_file_source, forgetful=True, uploaded=True),
    "paste": Way(_paste_source),
}
