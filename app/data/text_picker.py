"""Choose what to learn from: a sample, a file, pasted lines or a public set; kept across pages."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from app.components import kept
from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.last_file import LastFile, last_file, read_again
from app.data.public_source import public_source
from app.data.sources import Way, choose_source
from app.data.text_fields import TextFields, text_rows
from app.i18n import Translate
from app.keeping import still_kept
from app.people import owner
from app.store import open_store, text_facts
from core.sandbox.forkserver import get_ready
from core.store.data_folder import DATA
from core.store.kept_texts import keep_file, keep_lines, keep_texts
from core.text.choices import AS_BROUGHT, TextChoices
from core.text.facts import TextFacts
from core.text.reading import TextOutline, TextRead
from core.text.samples import SAMPLES, load_text_sample

TEXTS = "core.text.reading"  # what reads them
FILE, LINES = "text_picker.read", "text_picker.lines"  # in the session: the last file, the last lines


def text_picker(t: Translate) -> TextFacts | None:
    """Draw the ways to bring labelled texts; returns those in hand, or None as long as there are none."""
    store = open_store()  # each source keeps what it brings: here are only the facts
    return choose_source(t, "text", WAYS, lambda facts: None, partial(text_facts, store))


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
    body, second = given.getvalue(), test.getvalue() if test is not None else None
    content = hashlib.sha256(body).hexdigest()
    also = hashlib.sha256(second).hexdigest() if second is not None else ""

    def read(choices: TextChoices) -> TextRead:
        return keep_file(open_store(), body, given.name, second, choices, owner())

    fields = TextFields(t, f"texts.{content[:12]}")
    with being_read(t):
        last = last_file(FILE, (content, also, given.name), content, AS_BROUGHT, read)
        assert last.read.look is not None  # it is a file
        found, seen = last.read.look.found, last.read.look.outline
        panel = st.expander(t("file.panel"), icon=":material/tune:")
        lines, choices = panel.columns([3, 2])
        file = fields.file(found, choices)
        text_rows(t, seen, lines)
        text, label = _columns(t, seen, content)
        known = label == last.choices.label  # of another column no label is counted yet
        labels = fields.labels(last.read.counts, seen.rows) if known else AS_BROUGHT
        chosen = replace(labels, text=text, label=label, file=file)
        return _facts(FILE, last, chosen, read)


def _facts(
    key: str,
    last: LastFile[TextChoices, TextRead],
    chosen: TextChoices,
    read: Callable[[TextChoices], TextRead],
) -> TextFacts:
    """The facts by what was chosen; read again where that changed, or the store has swept the texts."""
    facts = last.read.facts
    swept = facts is not None and not open_store().data.has(facts.sha256, DATA)
    if chosen != last.choices or swept:
        read_again(key, last, chosen, read, anew=swept)
    return last.read.get()


def _columns(t: Translate, seen: TextOutline, content: str) -> tuple[str | None, str | None]:
    """The columns of texts and labels as chosen; None for those that were found."""
    chosen = []
    for column, role in zip(st.columns(2), ("text", "label"), strict=True):
        guessed = getattr(seen, role)
        name = column.selectbox(
            t(f"text.{role}_column"),
            seen.columns,
            index=seen.columns.index(guessed) if guessed else 0,
            key=f"text_picker.{role}.{content[:10]}.{len(seen.columns)}",
        )
        chosen.append(None if name == guessed else str(name))
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

    def read(choices: TextChoices) -> TextRead:
        return keep_lines(open_store(), pasted, t("text.pasted"), choices, owner())

    with being_read(t):
        content = hashlib.sha256(pasted.encode()).hexdigest()
        last = last_file(LINES, (content, t("text.pasted")), "pasted", AS_BROUGHT, read)
        counts = last.read.counts
        chosen = TextFields(t, "texts.pasted").labels(counts, sum(counts.values()))
        return _facts(LINES, last, chosen, read)


def text_sample(name: str) -> TextFacts:
    """A sample, put into the store once."""
    return still_kept(_sample, name, str(open_store().folder))


@st.cache_resource(show_spinner=False, max_entries=16)
def _sample(name: str, folder: str) -> TextFacts:
    return keep_texts(open_store(), load_text_sample(name))


WAYS: dict[str, Way[TextFacts]] = {  # the one table of where texts come from
    "sample": Way(_sample_source, parameter="sample"),
    "file": Way(_file_source, forgetful=True, uploaded=True),
    "paste": Way(_paste_source),
    "public": Way(public_source),
}
