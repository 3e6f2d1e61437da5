"""A file or pasted figures, with what was understood beside the raw lines, and the fields to override it."""

import hashlib
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.file_fields import Fields, raw_lines, understood
from app.data.last_file import last_file, read_again
from app.data.repair_choice import unoffered
from app.errors import noted, sentence
from app.i18n import Translate
from core.data import reading
from core.data.choices import AS_FOUND, Choices
from core.data.frame import Dataset
from core.data.outline import HEAD
from core.data.questions import SERIES, TIMES
from core.data.reading import Read
from core.errors import Refusal
from core.sandbox.forkserver import get_ready
from core.words.sentences import spaced

READ = "data_picker.read"  # in the session: the last file, and how it was read


@dataclass(frozen=True)
class Given:
    """What a person brought."""

    body: bytes
    name: str
    content: str  # hash of the bytes
    origin: str  # "file" or "paste"

    @property
    def scope(self) -> str:
        """In the keys of its fields: another file starts afresh, pasted figures go on as they are changed."""
        return self.origin if self.origin == "paste" else f"file.{self.content[:12]}"


def file_source(t: Translate) -> Dataset | Refusal | None:
    """Upload a file; a question stays a value as long as it is open."""
    get_ready()
    given = st.file_uploader(t("data.file"), key="data_picker.file", help=t("data.file.help"))
    return understood_file(t, given_of(given.getvalue(), given.name, "file")) if given is not None else None


def paste_source(t: Translate) -> Dataset | Refusal | None:
    """Paste figures, with or without a header."""
    get_ready()
    text = area(
        t("data.paste"),
        MOST_DATA,
        key="data_picker.paste",
        height=160,
        placeholder="date,value\n2024-01-01,12.5\n2024-01-02,13.1",
        persist_state="session",
    )
    return understood_file(t, given_of(text.encode(), t("data.pasted"), "paste")) if text.strip() else None


def given_of(body: bytes, name: str, origin: str) -> Given:
    """What a person brought, by its content."""
    return Given(body, name, hashlib.sha256(body).hexdigest(), origin)


def understood_file(t: Translate, given: Given) -> Dataset | Refusal:
    """The data set as found or as chosen, or what the file asks; raises whatever is wrong with it.

    The fields are drawn by what was read last. Where they say something else by now it is read once more, by
    what they say, and the page is drawn again.
    """
    fields = Fields(t, given.scope)
    top = st.container()  # questions stand before all that is shown of the file
    with being_read(t):
        by = partial(reading.read, given.body, given.name)
        last = last_file(READ, (given.content, given.name), given.scope, AS_FOUND, by)
        read, unclear = last.read, bool(last.first.asked)
        panel = st.expander(t("file.panel"), icon=":material/tune:", expanded=unclear)
        raw, right = panel.columns([3, 2])
        line = st.container()
        choices = _chosen(t, fields, read, right, top)
        if choices != last.choices:
            read_again(READ, last, choices, by)
    rows = raw_lines(t, read.outline, raw)
    line.caption(understood(t, read.outline))
    if read.question is not None:
        return read.question
    data = read.get()
    rows.dataframe(data.frame.head(HEAD))
    st.caption(spaced(t, *(noted(t, note) for note in unoffered(data) if note.key != "time_column")))
    return data


def _chosen(t: Translate, fields: Fields, read: Read, panel: DeltaGenerator, top: DeltaGenerator) -> Choices:
    """What the fields say: what the file asks stands at the top, other fields in the panel."""
    choices = fields.reading(read.found, panel)
    choices = replace(choices, time=fields.times(read.found, panel), weeks=fields.weeks(read.found, panel))
    asked = {one.key: place for place, one in enumerate(read.asked)}
    for key in TIMES:
        told = top.empty()
        choices = fields.about_times(key, choices, top if key in asked else panel, key in asked)
        if key in asked:
            _told(t, told, read, asked[key])
    if read.question is not None and read.question.key in TIMES:
        return choices
    series = next((place for key, place in asked.items() if key in SERIES), None)
    told = top.empty()
    place = panel.container() if series is None else top.container()
    choices = fields.kept(read, place, fields.series(read, place, choices))
    if series is not None:
        _told(t, told, read, series)
    return choices


def _told(t: Translate, place: DeltaGenerator, read: Read, number: int) -> None:
    """A question as long as it is open, then that it was answered; an answer raises another one elsewhere."""
    question, left = read.asked[number], read.left(number)
    if left is not None and left.key == question.key:
        place.warning(sentence(t, question.key, question.facts), icon=":material/help:")
    elif left is None:
        place.success(t("file.answered"), icon=":material/check:")
