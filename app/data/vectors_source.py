"""Word vectors that a person brings for the embedding to begin with, and what they cover."""

import hashlib
from typing import Any

import streamlit as st

from app.data.being_read import being_read
from app.errors import sentence
from app.i18n import Translate
from app.keeping import still_kept
from app.numbers import percent, whole
from app.people import owner, shared
from app.store import open_store
from core.errors import UserError
from core.store.data_folder import VECTORS
from core.store.kept_vectors import keep_vectors
from core.text.coverage import Coverage

LARGEST = 200  # MB; gzip brings the usual files below


def vectors_source(
    t: Translate, data: str, vectors: str, scope: str, tokenizer: str = ""
) -> tuple[dict[str, Any], UserError | None]:
    """What changes in a task: the vectors that were chosen, and an embedding as wide as they are.

    What is wrong with a file is said here, and returned for the caller to raise once all else is drawn.

    Args:
        data: Hash of what the words stand in.
        vectors: Hash of those that the task begins with so far; "" for none.
        tokenizer: How texts are cut; "" where they are cut already.
    """
    changes: dict[str, Any] = {}
    with st.expander(t("setup.vectors")):
        st.caption(t("vectors.about"))
        if vectors and not st.toggle(t("vectors.keep"), value=True, key=f"setup.{scope}.vectors.keep"):
            changes = {"vectors": ""}
        given = st.file_uploader(
            t("vectors.file"),
            key=f"setup.{scope}.vectors",
            help=t("help.vectors"),
            max_upload_size=None if shared() else LARGEST,  # a server has its own limit
        )
        if given is None:
            return changes, None
        body = given.getvalue()
        try:
            with being_read(t, "vectors.reading"):
                content = hashlib.sha256(body).hexdigest()
                given_for = data, tokenizer, content, owner(), body
                found: Coverage = still_kept(_kept, *given_for, kind=VECTORS)
        except UserError as error:
            st.error(sentence(t, error.key, error.facts), icon=":material/error:")
            return changes, error
        shares = {"known": percent(found.known), "running": percent(found.running)}
        st.caption(t("vectors.coverage", words=whole(found.words), width=found.width, **shares))
    return {"vectors": found.sha256, "embedding": found.width}, None


@st.cache_data(show_spinner=False, max_entries=8)
def _kept(data: str, tokenizer: str, content: str, brought_by: str | None, _body: bytes) -> Coverage:
    return keep_vectors(open_store(), data, tokenizer, _body, brought_by)
