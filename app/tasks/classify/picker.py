"""Choose labelled series: a sample, a file, or pasted lines; kept across pages."""

import hashlib
from functools import partial

import streamlit as st

from app.components import kept
from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.last_file import last_file, read_again
from app.data.sources import Way, choose_source
from app.i18n import Translate
from app.people import owner
from app.store import open_store
from app.tasks.classify.columns import chosen_columns
from app.tasks.classify.known import labelled_facts, labelled_sample
from core.data.labelled.choices import AS_BROUGHT, LabelledChoices
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.reading import LabelledRead
from core.data.labelled.samples import PRESELECTED, SAMPLES
from core.sandbox.forkserver import get_ready
from core.store.data_folder import DATA
from core.tasks.classify.keeping import keep_file

READS = "core.data.labelled.reading"  # what reads them
FILE, LINES = "labelled_picker.read", "labelled_picker.lines"  # in the session


def series_picker(t: Translate) -> LabelledFacts | None:
    """Draw the ways to bring labelled series; returns those in hand, or None as long as there are none."""
    return choose_source(t, "labelled", WAYS, lambda facts: None, partial(labelled_facts, open_store()))


def _sample_source(t: Translate) -> LabelledFacts | None:
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    names = [PRESELECTED, *(name for name in SAMPLES if name != PRESELECTED)]
    name = left.selectbox(
        t("labelled.sample"),
        names,
        index=names.index(kept.first("sample", PRESELECTED, kept.one_of(names), "labelled")),
        format_func=lambda name: t(f"labelled_sample.{name}"),
        key="labelled_picker.sample",
        persist_state="session",
    )
    kept.keep("sample", None if name == PRESELECTED else name, of_form=False)
    right.caption(t(f"labelled_sample.{name}.about"))
    return labelled_sample(name)


def _file_source(t: Translate) -> LabelledFacts | None:
    get_ready(READS)
    left, right = st.columns(2)
    given = left.file_uploader(t("labelled.file"), key="labelled_picker.file", help=t("labelled.file.help"))
    test = right.file_uploader(
        t("labelled.test_file"), key="labelled_picker.test", help=t("labelled.test_file.help")
    )
    if given is None:
        return None
    second = test.getvalue() if test is not None else None
    return _read(t, FILE, given.getvalue(), given.name, second)


def _paste_source(t: Translate) -> LabelledFacts | None:
    get_ready(READS)
    pasted = area(
        t("labelled.paste"),
        MOST_DATA,
        key="labelled_picker.paste",
        height=180,
        placeholder=t("labelled.paste.placeholder"),
        help=t("labelled.paste.help"),
        persist_state="session",
    )
    return _read(t, LINES, pasted.encode(), t("labelled.pasted"), None) if pasted.strip() else None


def _read(t: Translate, key: str, body: bytes, name: str, test: bytes | None) -> LabelledFacts:
    """The facts by what was chosen; read again where that changed, or the store has swept the series."""

    def read(choices: LabelledChoices) -> LabelledRead:
        return keep_file(open_store(), body, name, test, choices, owner())

    content = hashlib.sha256(body).hexdigest()
    also = hashlib.sha256(test).hexdigest() if test is not None else ""
    with being_read(t):
        scope = content if key == FILE else "pasted"
        last = last_file(key, (content, also, name), scope, AS_BROUGHT, read)
        outlines = last.first.outline, last.read.outline
        chosen = chosen_columns(t, *outlines, last.choices, "labelled_picker", scope[:12])
        facts = last.read.facts
        swept = facts is not None and not open_store().data.has(facts.sha256, DATA)
        if chosen != last.choices or swept:
            read_again(key, last, chosen, read, anew=swept)
    return last.read.get()


WAYS: dict[str, Way[LabelledFacts]] = {  # the one table of where labelled series come from
    "sample": Way(_sample_source, parameter="sample"),
    "file": Way(_file_source, forgetful=True, uploaded=True),
    "paste": Way(_paste_source),
}
