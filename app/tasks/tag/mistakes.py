"""What is mistaken for what: a matrix of the tags that are, and the most frequent mistakes in sentences."""

import numpy as np
import streamlit as st

from app.charts.theme import CONFIG
from app.experiments.classes.charts.confusion import confusion_chart
from app.i18n import Translate
from app.numbers import percent, whole
from app.tasks.tag.known import sentences
from app.tasks.tag.words import TaggedWord, tagged_words
from core.arrays import Ints
from core.store.records import Experiment
from core.tasks.tag.mistakes import mistakes
from core.tasks.tag.outcome import Mistaken, TagOutcome
from core.words.methods import method_word

MOST_TAGS = 8  # of the matrix: those that are mixed up most
SHOWN = 8  # ways to be wrong that are shown with sentences
AROUND = 8  # words on either side of a wrong one


def choose_method(t: Translate, outcome: TagOutcome, key: str) -> str:
    """One of the methods, the verdict's cell to begin with."""
    names = list(dict.fromkeys(one.name for one in outcome.methods))
    return st.selectbox(
        t("column.method"), names, index=names.index(outcome.verdict.cell),
        format_func=lambda name: method_word(t, name), key=f"{key}.method.{outcome.verdict.cell}",
        label_visibility="collapsed",
    )  # fmt: skip


def confusion_part(t: Translate, outcome: TagOutcome, method: str) -> None:
    """The matrix, of many tags those that are mixed up most."""
    table, names = outcome.confusions[method], outcome.names
    kept = most_confused(table)
    shown = table[np.ix_(kept, kept)]
    counts = {"right": whole(table.trace()), "all": whole(table.sum())}
    st.plotly_chart(
        confusion_chart(shown, tuple(names[place] for place in kept), method, t),
        key=f"tag.confusion.{method}",
        config=CONFIG,
        alt=t("tag.alt.confusion", method=method_word(t, method), **counts),
    )
    if len(kept) < len(names):
        st.caption(t("tag.confusion.some", shown=len(kept), all=len(names)))


def most_confused(table: Ints) -> Ints:
    """The tags of a matrix (truth, told) that are mixed up most, in their own order."""
    wrong = table.sum(axis=0) + table.sum(axis=1) - 2 * np.diag(table)
    return np.sort(np.argsort(-wrong, kind="stable")[:MOST_TAGS])


def mistakes_part(t: Translate, outcome: TagOutcome, experiment: Experiment, method: str) -> None:
    """The most frequent mistakes, each with sentences in which the word is framed."""
    found = mistakes(outcome, method)
    wrong = int((outcome.told[method] != outcome.truth).sum())
    unit = outcome.facts["unit"]
    facts = {"method": method_word(t, method), "wrong": whole(wrong), "all": whole(len(outcome.truth))}
    st.caption(t(f"tag.mistakes.about.{unit}", **facts))
    for one in found[:SHOWN]:
        share = percent(one.count / wrong)
        truth, told = (f"`{outcome.names[tag]}`" for tag in (one.truth, one.told))
        st.markdown(t("tag.mistakes.one", truth=truth, told=told, count=whole(one.count), share=share))
        _sentences(t, outcome, experiment, method, one)


def _sentences(t: Translate, outcome: TagOutcome, experiment: Experiment, method: str, one: Mistaken) -> None:
    starts = np.cumsum(outcome.lengths) - outcome.lengths
    rows = [int(outcome.rows[sentence]) for sentence, _ in one.places]
    for words, (sentence, place) in zip(sentences(experiment.data, rows), one.places, strict=True):
        first, last = max(0, place - AROUND), min(len(words), place + AROUND + 1)
        told = outcome.told[method][starts[sentence] : starts[sentence] + len(words)]
        names = [outcome.names[int(tag)] for tag in told]
        shown = [TaggedWord(words[at], names[at], wrong=at == place) for at in range(first, last)]
        st.html(tagged_words(shown, outcome.names, t))
