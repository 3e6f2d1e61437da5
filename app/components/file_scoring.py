"""Score all texts of a file, and download them with what every cell says."""

import hashlib

import streamlit as st

from app.components.saving import csv_button
from app.errors import explained
from app.exports.names import file_stem
from app.i18n import Translate
from app.numbers import whole
from app.store import open_store
from core.runs.records import Experiment
from core.scoring import Scored, score
from core.text.reading import TextOutline, text_outline, texts_of_column

MOST = 20_000  # texts of a file that are scored
SHOWN = 20  # rows of the result that are shown


def file_scoring(t: Translate, experiment: Experiment) -> None:
    """Choose a file and its column, follow the progress, take the result."""
    given = st.file_uploader(
        t("scoring.file"), key="scoring.file", help=t("scoring.file.help", most=whole(MOST))
    )
    if given is None:
        return
    body = given.getvalue()
    content = hashlib.sha256(body).hexdigest()
    with explained(t):
        outline = _outline(content, given.name, body)
        guessed = outline.columns.index(outline.text) if outline.text else 0
        column = st.selectbox(
            t("text.text_column"), outline.columns, index=guessed, key=f"scoring.{content[:8]}"
        )
        kept = f"scoring.scored.{experiment.id[:8]}.{content[:8]}.{column}"
        if st.button(t("scoring.file.ask"), icon=":material/psychology:", key="scoring.file.ask"):
            st.session_state[kept] = _scored(t, experiment, texts_of_column(body, given.name, column)[:MOST])
        if kept in st.session_state:
            _result(t, experiment, st.session_state[kept])


def _scored(t: Translate, experiment: Experiment, texts: list[str]) -> Scored:
    bar = st.progress(0.0, text=t("scoring.asking"))
    found = score(
        open_store(),
        experiment.id,
        texts,
        lambda done: bar.progress(
            done / len(texts), text=t("scoring.done", done=whole(done), all=whole(len(texts)))
        ),
    )
    bar.empty()
    return found


def _result(t: Translate, experiment: Experiment, found: Scored) -> None:
    frame = found.table()
    shown = frame.head(SHOWN)[["text", *found.probabilities]]
    st.dataframe(shown, hide_index=True, width="stretch", height="content")
    name = f"{file_stem(experiment.name)}-scored.csv"
    csv_button(t, t("scoring.download"), lambda: frame.rename_axis("row"), name, key="scoring.download")


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _outline(content: str, name: str, _body: bytes) -> TextOutline:
    return text_outline(_body, name)
