"""Type a sentence: what each cell makes of it, what else it might have said, where it looked."""

from typing import Any

import streamlit as st

from app.charts.attention import attention_chart, attention_facts
from app.charts.theme import CONFIG
from app.components.typed import line
from app.errors import explained, literal
from app.i18n import Translate
from app.numbers import figure
from app.tasks.translate.asking import translated
from core.store.records import Experiment
from core.tasks.translate.outcome import TranslationOutcome
from core.tasks.translate.spec import TranslateSpec

MOST_TYPED = 400  # letters
ALTERNATIVES = 5  # translations of a cell that are asked for at least
NAMED = 12  # unknown words that are named


def use_part(t: Translate, experiment: Experiment, outcome: TranslationOutcome) -> None:
    """The box, filled with a test sentence at first; below it each cell's translation."""
    st.subheader(t("translate.use"))
    key = f"translate.use.{experiment.id[:8]}"
    with st.form(f"{key}.form", border=False):
        left, right = st.columns([5, 1], vertical_alignment="bottom")
        text = line(t("translate.text"), outcome.examples[0].source, MOST_TYPED, left, key=f"{key}.text")
        asked = right.form_submit_button(t("translate.go"), icon=":material/translate:", type="primary")
    if asked:
        st.session_state[key] = text
    if key not in st.session_state:
        st.caption(t("translate.use.about"))
        return
    with explained(t), st.spinner(t("inside.asking")):
        beam = max(ALTERNATIVES, experiment.spec.of(TranslateSpec).beam)
        show_translations(t, translated(experiment, st.session_state[key], beam), key)


def show_translations(t: Translate, told: dict[str, Any], key: str) -> None:
    """A column per cell."""
    unknown_words(t, told)
    for column, (cell, one) in zip(
        st.columns(len(told["cells"]), gap="medium"), told["cells"].items(), strict=True
    ):
        with column:
            st.markdown(f"**{t(f'cell.{cell}')}**")
            _of_cell(t, told["words"], one, f"{key}.{cell}")


def unknown_words(t: Translate, told: dict[str, Any]) -> None:
    """Say which words the networks do not know."""
    words = dict.fromkeys(word for word, known in zip(told["words"], told["known"], strict=True) if not known)
    if words:
        names = t("words.comma").join(map(repr, list(words)[:NAMED]))
        st.warning(t("translate.unknown", count=len(words), words=literal(names)), icon=":material/help:")


def _of_cell(t: Translate, words: list[str], one: dict[str, Any], key: str) -> None:
    best, *others = one["found"]
    st.code(best["text"] or " ", language=None, wrap_lines=True)
    if not best["ended"]:
        st.caption(t("translate.broken_off"))
    if best["weights"] is not None and words:
        facts = attention_facts(words, best["words"], best["weights"], t)
        alt = t("translate.attention.alt", read=len(facts.read), written=len(facts.written))
        st.plotly_chart(attention_chart(facts, t), key=f"{key}.attention", config=CONFIG, alt=alt)
    if others:
        lines = [
            f"- {literal(other['text']) or t('translate.nothing')} ({figure(other['score'])})"
            for other in others
        ]
        st.caption(t("translate.alternatives", score=figure(best["score"])))
        st.markdown("\n".join(lines))
