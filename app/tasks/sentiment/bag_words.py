"""The words by which a bag of words decided."""

from typing import Any

import streamlit as st

from app.components.tinted_words import WordFacts, tinted_words
from app.errors import literal
from app.i18n import Translate
from core.words.methods import method_word


def bag_words(t: Translate, classes: tuple[str, ...], told: dict[str, Any]) -> None:
    """Draw each word with what it adds; pairs of neighbours count half for each of their words."""
    facts = [
        WordFacts(word, known, given)
        for word, known, given in zip(told["words"], told["known"], told["contributions"], strict=True)
    ]
    label = literal(classes[told["label"]])
    st.markdown(t("scoring.words", cell=method_word(t, told["name"]), label=label))
    st.html(tinted_words(facts, t))
    st.caption(t("scoring.bag.about"))
