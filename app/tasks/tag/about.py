"""What tagged sentences hold: a line of figures, some of them, how often each tag occurs, findings."""

import streamlit as st

from app.charts.theme import CONFIG
from app.components.table import table
from app.data.charts.texts import balance_chart
from app.errors import noted
from app.experiments.settings_table import in_two_columns
from app.i18n import Translate
from app.numbers import whole
from app.tasks.tag.known import data_name
from app.tasks.tag.words import TaggedWord, tagged_words
from core.specs import ExperimentSpec
from core.text.tagged.choices import PARTS
from core.text.tagged.facts import TaggedFacts
from core.words.sentences import counted

MOST_TAGS = 24  # whose counts are drawn


def data_line(t: Translate, facts: TaggedFacts) -> str:
    """Name, sentences, words and tags in one line."""
    return t(
        f"tagged.line.{facts.unit}", name=data_name(t, facts), sentences=whole(facts.sentences),
        words=whole(facts.words), tags=len(facts.names),
    )  # fmt: skip


def line(t: Translate, spec: ExperimentSpec, facts: TaggedFacts) -> str:
    """The sentences in a line; every task on them is the same."""
    return data_line(t, facts)


def show_sentences(t: Translate, facts: TaggedFacts, key: str, *, described: bool = False) -> None:
    """The first ones with their tags; counts and figures below; then findings.

    Args:
        described: Whether a sample is told what it is.
    """
    for one in facts.shown:
        words = [TaggedWord(word, facts.names[tag]) for word, tag in one]
        st.html(tagged_words(words, facts.names, t))
    counts = dict(list(facts.counts.items())[:MOST_TAGS])
    left, right = st.columns(2, gap="medium")
    left.plotly_chart(
        balance_chart(counts, t(f"tagged.{facts.unit}")), key=f"{key}.balance", config=CONFIG,
        alt=t("tagged.alt.balance", counts=counted(t, counts)),
    )  # fmt: skip
    with right:
        table(figures(t, facts))  # as wide as its figures: on a phone none is cut
    if facts.source == "sample" and described:
        st.caption(t(f"tagged_sample.{facts.name}.about"))
    for note in facts.notes:
        st.caption(f":material/info: {noted(t, note)}")


def figures(t: Translate, facts: TaggedFacts) -> list[dict[str, str]]:
    """Rows for a table."""
    parts = " | ".join(whole(facts.parts[part]) for part in PARTS) if facts.given else t("text.drawn")
    told = {
        "sentences": whole(facts.sentences),
        facts.unit: whole(facts.words),
        f"kinds.{facts.unit}": whole(facts.kinds),
        f"lengths.{facts.unit}": f"{whole(facts.usual)} · {whole(facts.longest)}",
        "scheme": t(f"tagged.scheme.{'spans' if facts.spans else 'tags'}"),
        "parts": parts,
    }
    return in_two_columns(t, {t(f"tagged.{name}"): value for name, value in told.items()})
