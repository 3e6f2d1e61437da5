"""The answer to use, where it is not that of a cell alone: the method that was named before the test."""

from typing import Any

import streamlit as st

from app.errors import literal
from app.i18n import Translate
from app.numbers import percent
from core.tasks.classified.ranking import is_unsure, ranked
from core.tasks.sentiment.scoring import answers_of
from core.words.methods import method_word
from core.words.sentences import spaced


def to_be_used(t: Translate, classes: tuple[str, ...], told: dict[str, Any]) -> None:
    """What the method says that was named before the test, where that is no cell alone."""
    sent = told.get("sent", "")
    if sent in told["cells"] or sent not in (found := answers_of(told)):
        return
    probabilities = found[sent][0]
    best, second, *_ = ranked(probabilities)
    st.metric(method_word(t, sent), literal(classes[best]), percent(probabilities[best]),
              delta_color="off", delta_arrow="off")  # fmt: skip
    behind = t("scoring.second", label=literal(classes[second]), share=percent(probabilities[second]))
    unsure = t("scoring.unsure") if is_unsure(probabilities) else ""
    st.caption(spaced(t, behind, unsure, t("scoring.sent.about", method=method_word(t, sent))))
