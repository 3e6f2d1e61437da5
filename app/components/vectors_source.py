"""Word vectors that a person brings for the embedding to begin with, and what they cover."""

import hashlib
from dataclasses import replace

import streamlit as st

from app.i18n import Translate
from app.numbers import percent, whole
from app.store import open_store
from core.runs.kept_vectors import Coverage, keep_vectors
from core.specs import SentimentSpec
from core.text.facts import TextFacts

LARGEST = 200  # MB; gzip brings the usual files below


def vectors_source(t: Translate, facts: TextFacts, task: SentimentSpec, scope: str) -> SentimentSpec:
    """The task with the vectors that were chosen, and an embedding as wide as they are."""
    with st.expander(t("setup.vectors")):
        st.caption(t("vectors.about"))
        if task.vectors and not st.toggle(t("vectors.keep"), value=True, key=f"setup.{scope}.vectors.keep"):
            task = replace(task, vectors="")
        given = st.file_uploader(
            t("vectors.file"),
            key=f"setup.{scope}.vectors",
            help=t("help.vectors"),
            max_upload_size=LARGEST,
        )
        if given is None:
            return task
        body = given.getvalue()
        with st.spinner(t("vectors.reading")):
            found = _kept(facts.sha256, task.tokenizer, hashlib.sha256(body).hexdigest(), body)
        shares = {"known": percent(found.known), "running": percent(found.running)}
        st.caption(t("vectors.coverage", words=whole(found.words), width=found.width, **shares))
    return replace(task, vectors=found.sha256, embedding=found.width)


@st.cache_data(show_spinner=False, max_entries=8)
def _kept(data: str, tokenizer: str, content: str, _body: bytes) -> Coverage:
    return keep_vectors(open_store(), data, tokenizer, _body)
