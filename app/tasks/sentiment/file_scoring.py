"""Score all texts of a file, and download it with what every cell says: every row in its place."""

import hashlib
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from app.components.saving import csv_button
from app.components.table import table
from app.data.being_read import being_read
from app.data.last_file import last_file, read_again
from app.data.text_fields import TextFields, text_rows
from app.errors import explained, literal
from app.exports.names import file_stem
from app.i18n import Translate
from app.numbers import NONE, percent, whole
from app.people import may_change, owner
from app.store import open_store, text_facts
from app.tasks.sentiment.moved import show_moved
from app.tasks.sentiment.new_texts.so_far import so_far
from app.tasks.sentiment.new_texts.ways import promised_here, ways
from core.data.choices import AS_FOUND
from core.store.records import Experiment
from core.tasks.sentiment.moved_texts import MovedTexts, moved_texts
from core.tasks.sentiment.new_texts.learning import Learnt, last_learnt
from core.tasks.sentiment.new_texts.record import record
from core.tasks.sentiment.scored_file import Totals, labels_in, scored_table, totals
from core.tasks.sentiment.scoring import Scored, score
from core.tasks.sentiment.spec import SentimentSpec
from core.text.dataset import names_of
from core.text.reading import look_at, texts_to_score
from core.words.methods import method_word

MOST = 20_000  # texts of a file that are scored
SHOWN = 20  # rows of the result that are shown
LONGEST = 200  # letters of a text that is shown
LOOK = "scoring.look"  # in the session: the last file
NO_LABELS = ""  # no column has this name


@dataclass(frozen=True, eq=False)
class _Result:
    """A file's cells and what was said of its texts."""

    frame: pd.DataFrame
    found: Scored
    moved: MovedTexts | None
    clean: list[str]
    content: str  # hash of the file


def file_scoring(t: Translate, experiment: Experiment) -> None:
    """Choose a file and its column, follow the progress, take the result."""
    given = st.file_uploader(
        t("scoring.file"), key="scoring.file", help=t("scoring.file.help", most=whole(MOST))
    )
    if given is None:
        so_far(t, experiment)
        return
    body = given.getvalue()
    content = hashlib.sha256(body).hexdigest()
    fields = TextFields(t, f"scored.{content[:12]}")
    with explained(t):
        panel = st.popover(t("file.panel"), icon=":material/tune:")
        with being_read(t):
            by = partial(look_at, body, given.name)
            last = last_file(LOOK, (content, given.name), content, AS_FOUND, by)
            choices, seen = fields.file(last.read.found, panel), last.read.outline
            if choices != last.choices:
                read_again(LOOK, last, choices, by)
        text_rows(t, seen, panel)
        guessed = seen.columns.index(seen.text) if seen.text else 0
        key = f"scoring.{content[:8]}.{len(seen.columns)}"
        column = str(st.selectbox(t("text.text_column"), seen.columns, index=guessed, key=key))
        learnt = _as_learnt(t, experiment)
        by_learnt = learnt.data[:8] if learnt else ""
        kept = f"scoring.scored.{experiment.id[:8]}.{content[:8]}.{column}.{choices!r}.{by_learnt}"
        if st.button(t("scoring.file.ask"), icon=":material/psychology:", key="scoring.file.ask"):
            with being_read(t):
                frame, clean = texts_to_score(body, given.name, column, MOST, choices)
            found = _scored(t, experiment, frame[column].tolist(), clean, learnt)
            moved = moved_texts(open_store(), experiment.id, found, asker=owner())
            st.session_state[kept] = _Result(frame, found, moved, clean, content)
        if kept in st.session_state:
            _result(t, experiment, st.session_state[kept], column, given.name)


def _as_learnt(t: Translate, experiment: Experiment) -> Learnt | None:
    """Whether what learnt on answers, where something did and was kept."""
    found = last_learnt(open_store(), experiment.id)
    if found is None or not found.kept:
        return None
    named = t("new_texts.answer", name=literal(found.name))
    return found if st.toggle(named, key="new_texts.answer", help=t("new_texts.answer.help")) else None


def _scored(
    t: Translate, experiment: Experiment, texts: list[str], clean: list[str], learnt: Learnt | None
) -> Scored:
    def told(done: int) -> None:
        asked = min(len(texts), MOST)
        word = t("scoring.done", done=whole(done), all=whole(asked))
        bar.progress(done / asked, text=word if done < asked else t("scoring.comparing"))

    bar = st.progress(0.0, text=t("scoring.asking"))
    found = score(
        open_store(), experiment.id, texts, told, most=MOST, clean=clean, asker=owner(), learnt=learnt
    )
    bar.empty()
    return found


def _result(t: Translate, experiment: Experiment, told: _Result, column: str, file: str) -> None:
    """The counts, the first rows, the file."""
    found = told.found
    names = names_of(text_facts(open_store(), experiment.data).report.notes)
    labels = _labels(t, told, names)
    counted = totals(found, labels, names)
    if told.moved is not None:
        show_moved(t, told.moved, text_facts(open_store(), experiment.data, experiment.source_name))
    table([_counts(t, cell, one) for cell, one in counted.items()])
    promised = promised_here(t, experiment, counted)
    if promised and may_change(experiment.owner):
        record(open_store(), experiment.id, told.content, file, found.sent, promised, told.moved)
    if found.sent in found.probabilities:
        st.caption(t("scoring.file.sent", method=method_word(t, found.sent)))
    st.caption(t("scoring.file.about", count=max(map(len, found.seeds.values()))))
    _cut(t, experiment, found)
    st.dataframe(_first_rows(t, told, column), hide_index=True, width="stretch", height="content")
    if len(told.frame) > SHOWN:
        st.caption(t("scoring.file.shown", shown=SHOWN, all=whole(len(told.frame))))
    name = f"{file_stem(file.rsplit('.', 1)[0])}-scored.csv"
    csv_button(
        t, t("scoring.download"), lambda: scored_table(told.frame, found), name, key="scoring.download"
    )
    if labels is not None:
        ways(t, experiment, found, told.clean, labels, file)
    so_far(t, experiment)


def _first_rows(t: Translate, told: _Result, column: str) -> list[dict[str, str]]:
    """The first rows with each cell's answer, and why there is none."""
    found, rows = told.found, []
    for place, text in enumerate(told.frame[column].head(SHOWN)):
        doubt = found.doubt(place)
        row = {t("column.row"): str(place + 1), t("column.text"): text[:LONGEST]}
        for cell in found.probabilities:
            unsure = f" · {t('scoring.unsure.short')}" if found.unsure(cell, place) else ""
            row[method_word(t, cell)] = found.label(cell, place) + unsure or NONE
        rows.append(row | {t("column.doubt"): t(f"scoring.doubt.{doubt}") if doubt else ""})
    return rows


def _labels(t: Translate, told: _Result, names: dict[str, str]) -> list[str] | None:
    """The column of labels that answers are compared with; none where there is none, or none is wanted."""
    columns, classes = list(told.frame.columns), told.found.classes
    guessed = labels_in(told.frame, told.found.texts, classes, names)
    place = next((n for n, name in enumerate(columns, 1) if told.frame[name].tolist() == guessed), 0)
    chosen = st.selectbox(
        t("scoring.file.labels"), [NO_LABELS, *columns], index=place, key=f"scoring.labels.{len(columns)}",
        format_func=lambda name: name or t("scoring.file.no_labels"),
    )  # fmt: skip
    return labels_in(told.frame, told.found.texts, classes, names, chosen) if chosen else None


def _counts(t: Translate, cell: str, one: Totals) -> dict[str, str]:
    row = {t("column.method"): method_word(t, cell)}
    row |= {name: whole(count) for name, count in one.classes.items()}
    row |= {t("scoring.file.unanswered"): whole(one.unanswered), t("scoring.file.unsure"): whole(one.unsure)}
    if one.right is not None:
        share = percent(one.right / one.labelled) if one.labelled else NONE
        of = {"right": whole(one.right), "labelled": whole(one.labelled), "share": share}
        row[t("scoring.file.right")] = t("scoring.file.right.of", **of)
    return row


def _cut(t: Translate, experiment: Experiment, found: Scored) -> None:
    """Say how many texts are longer than the networks read."""
    long = sum(about.get("words", 0) > about.get("read", 0) for about in found.about)
    if long:
        task = experiment.spec.of(SentimentSpec)
        st.caption(t(f"scoring.file.cut.{task.keep}", count=long, read=whole(task.longest)))
