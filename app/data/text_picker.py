"""Choose what to learn from: a sample, a file, pasted lines or a public set; kept across pages."""

import hashlib
from dataclasses import replace
from functools import partial

import streamlit as st

from app.components import kept
from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.public_source import public_source
from app.data.sources import Source, choose_source
from app.data.text_fields import TextFields, text_rows
from app.i18n import Translate
from app.keeping import still_kept
from app.people import owner
from app.store import open_store, text_facts
from core.data.choices import AS_FOUND, Choices
from core.sandbox.forkserver import get_ready
from core.store.kept_texts import keep_file, keep_lines, keep_texts
from core.text.choices import TextChoices
from core.text.facts import TextFacts
from core.text.reading import TextOutline, labels_of, labels_of_pasted, text_outline
from core.text.samples import SAMPLES, load_text_sample

TEXTS = "core.text.reading"  # what reads them


def text_picker(t: Translate) -> TextFacts | None:
    """Draw the ways to bring labelled texts; returns those in hand, or None as long as there are none."""
    sources: dict[str, Source[TextFacts]] = {
        "sample": _sample_source,
        "file": _file_source,
        "paste": _paste_source,
        "public": public_source,
    }
    store = open_store()  # each source keeps what it brings: here are only the facts
    return choose_source(t, "text", sources, lambda facts: None, partial(text_facts, store))


def _sample_source(t: Translate) -> TextFacts | None:
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    names = list(SAMPLES)
    name = left.selectbox(
        t("text.sample"),
        names,
        index=names.index(kept.first("sample", names[0], kept.one_of(names), "text")),
        format_func=lambda name: t(f"text_sample.{name}"),
        key="text_picker.sample",
        persist_state="session",
    )
    kept.keep("sample", None if name == names[0] else name, of_form=False)
    right.caption(t("text_sample.about"))
    return text_sample(name)


def _file_source(t: Translate) -> TextFacts | None:
    get_ready(TEXTS)
    left, right = st.columns(2)
    given = left.file_uploader(t("text.file"), key="text_picker.file", help=t("text.file.help"))
    test = right.file_uploader(t("text.test_file"), key="text_picker.test", help=t("text.test_file.help"))
    if given is None:
        return None
    body = given.getvalue()
    content = hashlib.sha256(body).hexdigest()
    fields = TextFields(t, f"texts.{content[:12]}")
    with being_read(t):
        panel = st.expander(t("file.panel"), icon=":material/tune:")
        lines, choices = panel.columns([3, 2])
        file = fields.file(_outline(content, "", given.name, AS_FOUND, body), choices)
        seen = _outline(content, repr(file), given.name, file, body)
        text_rows(t, seen, lines)
        text, label = _columns(t, seen, content)
        counts = seen.counts
        if label != seen.label:
            counts = _labels(content, repr((file, label)), given.name, label, file, body)
        chosen = replace(fields.labels(counts, seen.rows), text=text, label=label, file=file)
        second = test.getvalue() if test is not None else None
        also = hashlib.sha256(second).hexdigest() if second is not None else ""
        return still_kept(_texts, content, also, repr(chosen), given.name, chosen, body, second)


def _columns(t: Translate, seen: TextOutline, content: str) -> tuple[str, str]:
    """The columns of texts and labels, as they were found or as chosen."""
    chosen = []
    for column, role in zip(st.columns(2), ("text", "label"), strict=True):
        guessed = getattr(seen, role)
        name = column.selectbox(
            t(f"text.{role}_column"),
            seen.columns,
            index=seen.columns.index(guessed) if guessed else 0,
            key=f"text_picker.{role}.{content[:10]}.{len(seen.columns)}",
        )
        chosen.append(str(name))
    return chosen[0], chosen[1]


def _paste_source(t: Translate) -> TextFacts | None:
    get_ready(TEXTS)
    pasted = area(
        t("text.paste"),
        MOST_DATA,
        key="text_picker.paste",
        height=180,
        placeholder=t("text.paste.placeholder"),
        help=t("text.paste.help"),
        persist_state="session",
    )
    if not pasted.strip():
        return None
    with being_read(t):
        counts = _labels_of_pasted(pasted)
        choices = TextFields(t, "texts.pasted").labels(counts, sum(counts.values()))
        return still_kept(_lines, pasted, repr(choices), t("text.pasted"), choices)


# The content's hash is the key; what begins with _ is not looked at.


@st.cache_resource(show_spinner=False, max_entries=4, scope="session")
def _outline(content: str, chosen: str, name: str, _choices: Choices, _body: bytes) -> TextOutline:
    return text_outline(_body, name, _choices)


@st.cache_resource(show_spinner=False, max_entries=4, scope="session")
def _labels(
    content: str, chosen: str, name: str, label: str, _choices: Choices, _body: bytes
) -> dict[str, int]:
    return labels_of(_body, name, label, _choices)


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _texts(
    content: str, test: str, chosen: str, name: str, _choices: TextChoices, _body: bytes, _test: bytes | None
) -> TextFacts:
    return keep_file(open_store(), _body, name, _test, _choices, owner())


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _lines(pasted: str, chosen: str, name: str, _choices: TextChoices) -> TextFacts:
    return keep_lines(open_store(), pasted, name, _choices, owner())


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _labels_of_pasted(pasted: str) -> dict[str, int]:
    return labels_of_pasted(pasted)


def text_sample(name: str) -> TextFacts:
    """A sample, put into the store once."""
    return still_kept(_sample, name, str(open_store().folder))


@st.cache_resource(show_spinner=False, max_entries=16)
def _sample(name: str, folder: str) -> TextFacts:
    return keep_texts(open_store(), load_text_sample(name))
