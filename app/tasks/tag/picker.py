"""Choose tagged sentences: a sample, one or several files, or pasted lines; kept across pages."""

import hashlib
from collections.abc import Sequence
from functools import partial

import streamlit as st

from app.components import kept
from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.last_file import LastFile, last_file, read_again
from app.data.sources import Way, choose_source
from app.errors import literal
from app.i18n import Translate
from app.people import owner
from app.store import open_store
from app.tasks.tag.known import tagged_facts, tagged_sample
from core.sandbox.forkserver import get_ready
from core.store.data_folder import DATA
from core.tasks.tag.keeping import keep_files
from core.text.tagged.choices import AS_BROUGHT, PARTS, TaggedChoices, part_told
from core.text.tagged.facts import TaggedFacts
from core.text.tagged.reading import TaggedRead
from core.text.tagged.samples import FIRST, TAGGED_SAMPLES

READS = "core.text.tagged.reading"  # what reads them
FILE, LINES = "tagged_picker.read", "tagged_picker.lines"  # in the session
Files = Sequence[tuple[bytes, str, str]]  # content, name, part


def sentence_picker(t: Translate) -> TaggedFacts | None:
    """Draw the ways to bring tagged sentences; returns those in hand, or None as long as there are none."""
    return choose_source(t, "tagged", WAYS, lambda facts: None, partial(tagged_facts, open_store()))


def _sample_source(t: Translate) -> TaggedFacts | None:
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    names = list(TAGGED_SAMPLES)
    name = left.selectbox(
        t("tagged.sample"),
        names,
        index=names.index(kept.first("sample", FIRST, kept.one_of(names), "tagged")),
        format_func=lambda one: t(f"tagged_sample.{one}"),
        key="tagged_picker.sample",
        persist_state="session",
    )
    kept.keep("sample", None if name == FIRST else name, of_form=False)
    right.caption(t(f"tagged_sample.{name}.about"))
    return tagged_sample(name)


def _file_source(t: Translate) -> TaggedFacts | None:
    get_ready(READS)
    given = st.file_uploader(
        t("tagged.file"), key="tagged_picker.file", help=t("tagged.file.help"), accept_multiple_files=True
    )
    if not given:
        return None
    names = [one.name for one in given]
    parts = ["train"] if len(given) == 1 else _parts(t, names)
    if not all(parts):
        st.info(t("tagged.part.ask"), icon=":material/help:")
        return None
    files = [(one.getvalue(), one.name, part) for one, part in zip(given, parts, strict=True)]
    called = names[parts.index("train")] if "train" in parts else names[0]
    return _read(t, FILE, files, called.rsplit(".", 1)[0] or called)


def _parts(t: Translate, names: Sequence[str]) -> list[str]:
    """What each file is for: its name tells, or a person."""
    found = []
    for place, (column, name) in enumerate(zip(st.columns(len(names)), names, strict=True)):
        told = part_told(name)
        chosen = column.selectbox(
            t("tagged.part", file=literal(name)),
            PARTS,
            index=PARTS.index(told) if told else None,
            format_func=lambda one: t(f"tagged.part.{one}"),
            key=f"tagged_picker.part.{place}.{name}",
            placeholder=t("tagged.part.choose"),
        )
        found.append(str(chosen or ""))
    return found


def _paste_source(t: Translate) -> TaggedFacts | None:
    get_ready(READS)
    pasted = area(
        t("tagged.paste"),
        MOST_DATA,
        key="tagged_picker.paste",
        height=180,
        placeholder=t("tagged.paste.placeholder"),
        help=t("tagged.paste.help"),
        persist_state="session",
    )
    return _read(t, LINES, [(pasted.encode(), "", "train")], t("tagged.pasted")) if pasted.strip() else None


def _read(t: Translate, key: str, files: Files, name: str) -> TaggedFacts:
    """The facts by what was chosen; read again where that changed, or the store has swept the sentences."""

    def read(choices: TaggedChoices) -> TaggedRead:
        return keep_files(open_store(), files, name, choices, owner())

    content = hashlib.sha256(b"".join(hashlib.sha256(body).digest() for body, _, _ in files)).hexdigest()
    known = (content, name, *(f"{file}\0{part}" for _, file, part in files))
    with being_read(t):
        scope = content if key == FILE else "pasted"
        last = last_file(key, known, scope, AS_BROUGHT, read)
        chosen = _chosen(t, last, scope[:12])
        facts = last.read.facts
        swept = facts is not None and not open_store().data.has(facts.sha256, DATA)
        if chosen != last.choices or swept:
            read_again(key, last, chosen, read, anew=swept)
    return last.read.get()


def _chosen(t: Translate, last: LastFile[TaggedChoices, TaggedRead], scope: str) -> TaggedChoices:
    """Which columns hold words and tags, where there are columns."""
    first, now = last.first.layout, last.read.layout
    if first is None or now is None or first.columns < 3:
        return last.choices
    with st.expander(t("file.panel"), icon=":material/tune:"):
        st.caption(t("file.raw"))
        st.code("\n".join(last.read.head), language=None)
        columns = [0, *range(1, first.columns + 1)]
        left, right = st.columns(2)
        word = _column(t, left, "word", first.word, columns, scope)
        tag = _column(t, right, "tag", first.tag, columns, scope)
    return TaggedChoices(word=word, tag=tag)


def _column(
    t: Translate, place: "st.delta_generator.DeltaGenerator", role: str, found: int, columns: list[int],
    scope: str,
) -> int:  # fmt: skip
    """A column by its number from 1; 0 for the one that was found."""
    told = t("file.found", value=found)
    chosen = place.selectbox(
        t(f"tagged.column.{role}"), columns, format_func=lambda one: str(one) if one else told,
        key=f"tagged_picker.{role}.{scope}.{len(columns)}", persist_state="session",
    )  # fmt: skip
    return int(chosen or 0)


WAYS: dict[str, Way[TaggedFacts]] = {  # the one table of where tagged sentences come from
    "sample": Way(_sample_source, parameter="sample"),
    "file": Way(_file_source, forgetful=True, uploaded=True),
    "paste": Way(_paste_source),
}
