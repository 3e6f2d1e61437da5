"""Use the networks: a sentence with its tags, or a whole file."""

import hashlib
from typing import Any

import pandas as pd
import streamlit as st

from app.components.saving import csv_button
from app.components.typed import MOST_TEXT, area
from app.data.being_read import being_read
from app.errors import explained
from app.exports.names import file_stem
from app.i18n import Translate
from app.numbers import whole
from app.tasks.tag.asking import Told, cut, tags_of
from app.tasks.tag.known import to_begin_with
from app.tasks.tag.words import tagged_words
from core.sandbox.forkserver import get_ready
from core.store.records import Experiment
from core.tasks.tag.outcome import TagOutcome
from core.text.tagged.facts import TaggedFacts

CUTS = "core.text.tagged.cutting"  # what cuts texts
SHOWN = 12  # sentences that are drawn


def use_part(t: Translate, experiment: Experiment, outcome: TagOutcome, facts: TaggedFacts) -> None:
    """Draw both ways."""
    st.subheader(t("tag.use"))
    get_ready(CUTS)
    kinds = {"sentence": t("tag.use.sentence"), "file": t("tag.use.file")}
    kind = st.segmented_control(
        t("tag.use"), list(kinds), default="sentence", required=True, format_func=kinds.__getitem__,
        key="tag.use.kind", label_visibility="collapsed",
    )  # fmt: skip
    with explained(t):
        (_file if kind == "file" else _sentence)(t, experiment, outcome, facts)


def _sentence(t: Translate, experiment: Experiment, outcome: TagOutcome, facts: TaggedFacts) -> None:
    key = f"tag.use.{experiment.id[:8]}"
    box = f"{key}.text"
    if box not in st.session_state:
        st.session_state[box] = to_begin_with(facts)
    with st.form(f"{key}.form", border=False):
        text = area(t("tag.use.text"), MOST_TEXT, key=box, height=90)
        asked = st.form_submit_button(t("tag.use.go"), icon=":material/label:", type="primary")
    if asked:
        with being_read(t):
            sentences = cut(text.encode("utf-8", "replace"), facts)
        with st.spinner(t("inside.asking")):
            st.session_state[key] = tags_of(experiment, facts, sentences)
    if (told := st.session_state.get(key)) is None:
        st.caption(t("tag.use.about"))
        return
    _draw(t, told, outcome)


def _draw(t: Translate, told: Told, outcome: TagOutcome) -> str:
    """The tags of one cell, which is chosen above them and returned."""
    cell = choose_cell(t, told, outcome)
    for words in told.cells[cell][:SHOWN]:
        st.html(tagged_words(words, outcome.names, t))
    if len(told.sentences) > SHOWN:
        st.caption(t("tag.use.shown", shown=SHOWN, all=whole(len(told.sentences))))
    st.caption(t("tag.use.legend", count=len(told.seeds[cell])))
    return cell


def choose_cell(t: Translate, told: Told, outcome: TagOutcome) -> str:
    """Whose tags are shown; those of the verdict's cell to begin with."""
    cells = list(told.cells)
    best = outcome.verdict.cell if outcome.verdict.cell in cells else cells[0]
    chosen = st.segmented_control(
        t("inside.cell"), cells, default=best, required=True, format_func=lambda one: t(f"cell.{one}"),
        key=f"tag.use.cell.{best}", label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen or best)


def _file(t: Translate, experiment: Experiment, outcome: TagOutcome, facts: TaggedFacts) -> None:
    given = st.file_uploader(t("tag.use.upload"), key="tag.use.upload", help=t("tag.use.upload.help"))
    if given is None:
        return
    body = given.getvalue()
    key = f"tag.use.file.{experiment.id[:8]}.{hashlib.sha256(body).hexdigest()[:12]}"
    if st.button(t("tag.use.go"), icon=":material/label:", type="primary", key="tag.use.file.go"):
        with being_read(t):
            sentences = cut(body, facts)
        bar = st.progress(0.0, text=t("inside.asking"))
        st.session_state[key] = tags_of(
            experiment, facts, sentences, lambda done: bar.progress(done / len(sentences))
        )
        bar.empty()
    told: Told | None = st.session_state.get(key)
    if told is None:
        return
    cell, stem = _draw(t, told, outcome), file_stem(given.name.rsplit(".", 1)[0])
    with st.container(horizontal=True):
        csv_button(t, t("tag.use.csv"), lambda: tag_table(told), f"{stem}-tagged.csv", key="tag.use.csv")
        st.download_button(
            t("tag.use.conll"),
            lambda: conll(told, cell),
            file_name=f"{stem}-tagged.conll",
            mime="text/plain",
            key="tag.use.conll",
            on_click="ignore",
            icon=":material/download:",
        )


def tag_table(told: Told) -> pd.DataFrame:
    """A row per word: its sentence, and each cell's tag with its probability."""
    columns: dict[str, list[Any]] = {
        "sentence": [number for number, one in enumerate(told.sentences, 1) for _ in one],
        "word": [word for one in told.sentences for word in one],
    }
    for cell, sentences in told.cells.items():
        columns[f"tag_{cell}"] = [word.tag for one in sentences for word in one]
        columns[f"probability_{cell}"] = [word.sure for one in sentences for word in one]
    return pd.DataFrame(columns)


def conll(told: Told, cell: str) -> str:
    """A word and its tag a line, blank lines between sentences."""
    lines = ["\n".join(f"{word.text}\t{word.tag}" for word in one) for one in told.cells[cell]]
    return "\n\n".join(lines) + "\n"
