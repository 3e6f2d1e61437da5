"""How like the texts of the test scored texts are: a warning where they have moved, and the figures."""

import streamlit as st

from app.components.table import table
from app.data_words import class_name
from app.errors import literal
from app.i18n import Translate
from app.numbers import figure, p_value, percent
from core.evaluate.shifted import Shift
from core.tasks.sentiment.moved_texts import CLASSES, LANGUAGES, LENGTHS, MovedTexts
from core.tasks.sentiment.moved_words import moved_sentences
from core.text.facts import TextFacts
from core.words.methods import method_word


def show_moved(t: Translate, found: MovedTexts, facts: TextFacts) -> None:
    """Draw the warning, or that there is none, and the figures behind it."""
    if found.few:
        st.caption(t("texts_moved.few"))
        return

    def name(label: str) -> str:
        return literal(class_name(t, facts, label))

    told = moved_sentences(t, found, lambda share: percent(share, 0), name)
    if told:
        first, *others = told
        st.warning("\n\n".join([first, "\n".join(f"- {one}" for one in others)]), icon=":material/warning:")
    else:
        st.caption(t("texts_moved.none", of=found.of))
    with st.expander(t("texts_moved.title"), icon=":material/compare_arrows:"):
        table([_row(t, one, facts) for one in found.shifts])
        st.caption(t("texts_moved.about", method=method_word(t, found.method)))


def _row(t: Translate, one: Shift, facts: TextFacts) -> dict[str, str]:
    return {
        t("column.what"): t(f"texts_moved.row.{one.name}"),
        t("column.in_these"): _told(t, one, one.now, facts),
        t("column.in_test"): _told(t, one, one.before, facts),
        t("column.p"): p_value(one.p_corrected).removeprefix("=").strip(),
        t("column.finding"): t("texts_moved.moved" if one.moved else "texts_moved.same"),
    }


def _told(t: Translate, one: Shift, value: float | dict[str, float], facts: TextFacts) -> str:
    if isinstance(value, dict):
        most = sorted(value.items(), key=lambda each: -each[1])[:3]
        words = {
            LANGUAGES: lambda kind: t(f"language.{kind}"),
            CLASSES: lambda kind: class_name(t, facts, kind),
        }
        return " · ".join(f"{words[one.name](kind)} {percent(share, 0)}" for kind, share in most)
    return figure(value) if one.name == LENGTHS else percent(value)
