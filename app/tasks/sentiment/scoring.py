"""Score a text with the trained networks, and see word by word why."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.charts.theme import CONFIG
from app.components.about import links
from app.components.tinted_words import WordFacts, tinted_words
from app.components.typed import MOST_TEXT, area
from app.data.being_read import being_read
from app.errors import explained, literal
from app.i18n import Translate
from app.numbers import NONE, percent, whole
from app.people import owner
from app.store import open_store
from app.tasks.sentiment.bag_words import bag_words
from app.tasks.sentiment.charts.words import beginnings_chart
from app.tasks.sentiment.file_scoring import file_scoring
from app.tasks.sentiment.text_edit import Scoring, scored_before, show_edits
from app.tasks.sentiment.to_use import to_be_used
from core.sandbox.forkserver import get_ready
from core.store.engine_process import ensure_engine
from core.store.records import Experiment
from core.store.requests import answer, ask
from core.tasks.classified.ranking import is_unsure, ranked
from core.tasks.sentiment.scoring import answers_of, doubt_of
from core.tasks.sentiment.spec import SentimentSpec
from core.text.reading import readable_texts
from core.words.methods import alone, method_word
from core.words.sentences import spaced

PATIENCE = 45.0  # seconds; an engine may have to start first
TEXT = "scoring.text"  # in the session: what was pasted, kept from page to page
TEXTS = "core.text.reading"  # what reads them
MOST_LINES = 50  # texts scored at once from the box


def text_box(t: Translate, key: str, label: str | None = None) -> str:
    """A box for the text to score; every page's box begins with what was pasted before."""
    get_ready(TEXTS)
    if key not in st.session_state:
        st.session_state[key] = st.session_state.get(TEXT, "")
    with explained(t):
        shown = t("scoring.placeholder")
        text = area(label or t("scoring.text"), MOST_TEXT, key=key, height=90, placeholder=shown)
        st.session_state[TEXT] = text
        return text.strip()
    return ""


def cleaned(t: Translate, texts: Sequence[str]) -> list[str]:
    """Texts as networks are asked about them, as before training."""
    with being_read(t):
        return _cleaned(tuple(texts))


@st.cache_resource(show_spinner=False, max_entries=4, scope="session")
def _cleaned(texts: tuple[str, ...]) -> list[str]:
    return readable_texts(texts)


def scoring(t: Translate, experiment: Experiment, classes: tuple[str, ...]) -> None:
    """The box, and below it what each cell says; several lines are several texts."""
    st.subheader(t("scoring.title"))
    with st.expander(t("scoring.file.title"), icon=":material/upload_file:"):
        file_scoring(t, experiment)
    with st.form("scoring", border=False):
        text = text_box(t, f"scoring.{experiment.id[:8]}")
        asked = st.form_submit_button(t("scoring.ask"), icon=":material/psychology:", type="primary")
    if not text or not (asked or st.session_state.get("scoring.shown") == experiment.id):
        return
    st.session_state["scoring.shown"] = experiment.id
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    with explained(t), st.spinner(t("scoring.asking")):
        if len(lines) > 1:
            _many(t, experiment, classes, lines[:MOST_LINES])
        else:
            _one(t, experiment, classes, text)


def _one(t: Translate, experiment: Experiment, classes: tuple[str, ...], text: str) -> None:
    clean = cleaned(t, [text])
    told = _ask(experiment, "score", clean)
    about, cells = told["texts"][0], told["cells"]
    doubt = doubt_of(about)
    warn_of_doubt(t, doubt, about)
    if doubt and not st.toggle(t("scoring.anyway"), key="scoring.anyway"):
        return
    to_be_used(t, classes, told)
    now = Scoring(text, {cell: one["probabilities"][0] for cell, one in cells.items()})
    before = scored_before(experiment.id, now)
    shown = {told.get("sent", ""), *cells}  # what is to be used stands above
    bags = {
        name: one[0] for name, one in answers_of(told).items() if name not in shown and name == alone(name)
    }
    for column, (cell, probabilities) in zip(
        st.columns(len(cells) + len(bags)), (now.probabilities | bags).items(), strict=True
    ):
        best, second, *_ = ranked(probabilities)
        column.metric(
            method_word(t, cell), literal(classes[best]), _told(t, cell, probabilities[best], best, before),
            delta_color="off", delta_arrow="off",
        )  # fmt: skip
        behind = t("scoring.second", label=literal(classes[second]), share=percent(probabilities[second]))
        column.caption(spaced(t, behind, t("scoring.unsure") if is_unsure(probabilities) else ""))
    st.caption(_who_answers(t, cells))
    kept = experiment.spec.of(SentimentSpec).keep
    if about["words"] > about["read"]:
        st.caption(t(f"scoring.cut.{kept}", read=whole(about["read"]), words=whole(about["words"])))
    if before:
        show_edits(t, before, now)
    if about["words"]:
        _why(t, experiment, classes, clean)


def _who_answers(t: Translate, cells: dict[str, Any]) -> str:
    """Whose answer this is: the mean of each cell's networks."""
    return t("scoring.who", count=max(len(one["seeds"]) for one in cells.values()))


def _told(t: Translate, cell: str, probability: float, best: int, before: Scoring | None) -> str:
    """A probability, and what it was before the edit."""
    told = percent(probability)
    if before is None or cell not in before.probabilities:
        return told
    return t("scoring.from_to", before=percent(before.probabilities[cell][best]), now=told)


def _why(t: Translate, experiment: Experiment, classes: tuple[str, ...], texts: list[str]) -> None:
    told = _ask(experiment, "explain", texts)
    words = told["words"]
    cell = next(iter(told["cells"]))
    label = 1 if len(classes) == 2 else told["cells"][cell]["label"]
    curves = {
        name: (one["ends"], [row[label] for row in one["beginnings"]]) for name, one in told["cells"].items()
    }
    st.caption(_one_network(t, classes, told["cells"]))
    st.plotly_chart(
        beginnings_chart(curves, [word["text"] for word in words], t, classes[label]),
        key="scoring.beginnings",
        config=CONFIG,
        alt=t("alt.beginnings", label=classes[label]),
    )
    for column, (name, one) in zip(
        st.columns(len(told["cells"]), gap="medium"), told["cells"].items(), strict=True
    ):
        facts = [
            WordFacts(word["text"], word["known"], given, left)
            for word, given, left in zip(words, one["contributions"], one["occlusion"], strict=False)
        ]
        column.markdown(t("scoring.words", cell=t(f"cell.{name}"), label=literal(classes[one["label"]])))
        column.html(tinted_words(facts, t))
        column.caption(t("scoring.gap", gap=percent(one["gap"])))
    if told.get("bag"):
        bag_words(t, classes, told["bag"])
    st.caption(links(t, "calibration", "contributions"))


def _one_network(t: Translate, classes: tuple[str, ...], cells: dict[str, Any]) -> str:
    """Which network each cell's words and curve are of, and what that one says alone."""
    told = []
    for cell, one in cells.items():
        alone = one["single"][0]
        label, *_ = ranked(alone)
        told.append(
            t("scoring.one_network.cell", cell=t(f"cell.{cell}"), seed=one["seed"],
              label=literal(classes[label]), share=percent(alone[label]))
        )  # fmt: skip
    return t("scoring.one_network", cells="\u00a0· ".join(told))


def _many(t: Translate, experiment: Experiment, classes: tuple[str, ...], lines: list[str]) -> None:
    told = _ask(experiment, "score", cleaned(t, lines))
    rows = []
    for place, line in enumerate(lines):
        row, about = {t("column.text"): line[:200]}, told["texts"][place]
        for name, answered in answers_of(told).items():
            probabilities = answered[place]
            best, *_ = ranked(probabilities)
            told_class = f"{classes[best]} · {percent(probabilities[best], 0)}"
            if not doubt_of(about) and is_unsure(probabilities):
                told_class += f" · {t('scoring.unsure.short')}"
            row[method_word(t, name)] = NONE if doubt_of(about) else told_class
        row[t("column.doubt")] = doubt_words(t, doubt_of(about))
        rows.append(row)
    st.dataframe(rows, hide_index=True, width="stretch", height="content")
    used = told.get("sent", "")
    about = t("scoring.file.sent", method=method_word(t, used)) if used in answers_of(told) else ""
    st.caption(spaced(t, about, _who_answers(t, told["cells"])))


def _ask(experiment: Experiment, kind: str, texts: list[str]) -> dict[str, Any]:
    store = open_store()
    ensure_engine(store)
    asked = ask(store.engine, experiment.id, kind, asker=owner(), texts=texts)
    return answer(store.engine, asked, PATIENCE)


def warn_of_doubt(t: Translate, doubt: str, about: dict[str, Any]) -> None:
    """Say why an answer is not to be trusted."""
    unknown, words = about["unknown"], about["read"]
    facts = {"unknown": unknown, "known": words - unknown, "words": words}
    if doubt:
        language = t(f"language.{about['language']}")
        icon = ":material/translate:" if doubt == "foreign" else ":material/help:"
        st.warning(t(f"scoring.{doubt}", language=language, **facts), icon=icon)
    elif about["unknown"]:
        st.caption(t("scoring.unknown", **facts))


def doubt_words(t: Translate, doubt: str) -> str:
    """Why there is no answer, in a word or two; nothing where there is one."""
    return t(f"scoring.doubt.{doubt}") if doubt else ""


def no_answer(t: Translate, doubt: str) -> str:
    """That there is no answer, and why."""
    return t("scoring.no_answer", why=doubt_words(t, doubt))
