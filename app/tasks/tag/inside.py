"""What networks that tag are shown: a sentence, and which of its words is asked about."""

import streamlit as st

from app.components.typed import area
from app.data.being_read import being_read
from app.errors import explained
from app.i18n import Translate
from app.inside.inputs import Chosen
from app.numbers import in_address
from app.tasks.tag.asking import cut
from app.tasks.tag.known import tagged, to_begin_with
from core.store.records import Experiment

MOST = 2_000  # letters


def sentence(t: Translate, experiment: Experiment) -> Chosen | None:
    """A sentence to read; networks tell the tag of one of its words."""
    words: list[str] = []
    with explained(t):
        facts = tagged(experiment.spec)
        key = f"inside.sentence.{experiment.id[:8]}"
        if key not in st.session_state:
            st.session_state[key] = st.query_params.get("text", to_begin_with(facts))
        text = area(t("tag.inside.text"), MOST, key=key, height=80).strip()
        if text:
            with being_read(t):
                words = cut(text.encode("utf-8", "replace"), facts)[0]
    if not words:
        st.info(t("inside.text.none"), icon=":material/edit:")
        return None
    st.query_params["text"] = text
    place = _place(t, experiment, words)
    return Chosen(
        {"words": words, "place": place}, [], list(facts.names), "",
        lambda told, start, end: told["words"], kept="start", every_step=True,
    )  # fmt: skip


def _place(t: Translate, experiment: Experiment, words: list[str]) -> int:
    asked = (in_address(st.query_params.get("word", "")) or 1) - 1
    place = st.selectbox(
        t("tag.inside.word"), range(len(words)), min(asked, len(words) - 1),
        format_func=lambda one: f"{one + 1} · {words[one]}",
        key=f"inside.word.{experiment.id[:8]}.{len(words)}",
    )  # fmt: skip
    st.query_params["word"] = str(place + 1)
    return int(place)
