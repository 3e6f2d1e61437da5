"""A file or pasted figures, with what was understood beside the raw lines, and the fields to override it."""

import hashlib
from dataclasses import dataclass, replace

import streamlit as st

from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.file_fields import Fields, raw_lines, understood
from app.data.repair_choice import unoffered
from app.data.sources import Unanswered
from app.errors import noted, sentence
from app.i18n import Translate
from core.data import reading
from core.data.choices import AS_FOUND, Choices
from core.data.frame import Dataset
from core.errors import UserError
from core.sandbox.forkserver import get_ready
from core.words.sentences import spaced

TIMES = ("time_unclear", "era_unclear", "day_month_ambiguous")  # errors that are questions about times
READ = "data_picker.read"  # in the session: the last file, and what was read by which choices
MOST_WAYS = 6  # of reading it that are kept
SERIES = ("several_series", "different_values_at_one_time", "too_many_series")  # and about rows of one time


@dataclass(frozen=True)
class Given:
    """What a person brought."""

    body: bytes
    name: str
    content: str  # hash of the bytes
    origin: str  # "file" or "paste"


def file_source(t: Translate) -> Dataset | None:
    """Upload a file."""
    get_ready()
    given = st.file_uploader(t("data.file"), key="data_picker.file", help=t("data.file.help"))
    return _understood(t, _given(given.getvalue(), given.name, "file")) if given is not None else None


def paste_source(t: Translate) -> Dataset | None:
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
    return _understood(t, _given(text.encode(), t("data.pasted"), "paste")) if text.strip() else None


def _given(body: bytes, name: str, origin: str) -> Given:
    return Given(body, name, hashlib.sha256(body).hexdigest(), origin)


def _understood(t: Translate, given: Given) -> Dataset:
    """The data set as found or as chosen.

    Raises:
        Unanswered: While a question about it is open.
        UserError: Whatever is wrong with the file.
    """
    fields = Fields(t, given.origin if given.origin == "paste" else f"file.{given.content[:12]}")
    top = st.container()  # questions stand before all that is shown of the file
    with being_read(t):
        seen = _outline(given, AS_FOUND)
        unclear = _question(given, AS_FOUND) is not None
        panel = st.expander(t("file.panel"), icon=":material/tune:", expanded=unclear)
        left, right = panel.columns([3, 2])
        choices = fields.reading(seen, right)
        seen = _outline(given, choices)
        choices = replace(choices, time=fields.times(seen, right), weeks=fields.weeks(seen, right))
        seen = _outline(given, choices)
        rows = raw_lines(t, seen, left)
        st.caption(understood(t, seen))
        data = _answered(t, given, choices, fields, right, top)
        rows.dataframe(data.frame.head(reading.HEAD))
        st.caption(spaced(t, *(noted(t, note) for note in unoffered(data) if note.key != "time_column")))
        return data


def _answered(
    t: Translate,
    given: Given,
    choices: Choices,
    fields: Fields,
    panel: st.delta_generator.DeltaGenerator,
    top: st.delta_generator.DeltaGenerator,
) -> Dataset:
    """The data set, once what the file leaves open is answered: at the top, other fields in the panel."""
    choices, question = _times_answered(t, given, choices, fields, panel, top)
    asked = question is not None and question.key in SERIES
    told = top.empty()
    place = top.container() if asked else panel.container()
    chosen = fields.series(_outline(given, choices), place, choices)
    chosen = fields.kept(_outline(given, chosen), place, chosen)
    if asked and question is not None:
        _told(t, told, question, _question(given, chosen))
        if chosen == choices:
            raise Unanswered
    return _dataset(given, chosen)


def _told(
    t: Translate, place: st.delta_generator.DeltaGenerator, question: UserError, left: UserError | None
) -> None:
    """A question as long as it is open, then that it was answered; an answer raises another one elsewhere."""
    if left is not None and left.key == question.key:
        place.warning(sentence(t, question.key, question.facts), icon=":material/help:")
    elif left is None:
        place.success(t("file.answered"), icon=":material/check:")


def _times_answered(
    t: Translate,
    given: Given,
    choices: Choices,
    fields: Fields,
    panel: st.delta_generator.DeltaGenerator,
    top: st.delta_generator.DeltaGenerator,
) -> tuple[Choices, UserError | None]:
    """Ask what is open about times: the order of rows, the calendar, day or month; and what is open then."""
    question = _question(given, choices)
    for key in TIMES:
        asked = question is not None and question.key == key
        told, open_one = top.empty(), question
        answered = fields.about_times(key, choices, top if asked else panel, asked)
        if answered != choices:
            question = _question(given, answered)
        if asked and open_one is not None:
            _told(t, told, open_one, question)
            if answered == choices:
                raise Unanswered
        choices = answered
    return choices, question


def _question(given: Given, choices: Choices) -> UserError | None:
    """What the file leaves open; None where nothing is, or where something else is wrong."""
    try:
        _dataset(given, choices)
    except UserError as error:
        return error if error.key in (*TIMES, *SERIES) else None
    return None


# Reading a large file takes seconds, and a page runs again at every touch: its visitor keeps what was read of
# the last file, and of no other.


def _outline(given: Given, choices: Choices) -> reading.Outline:
    return _seen(given, choices).outline.get()


def _dataset(given: Given, choices: Choices) -> Dataset:
    return _seen(given, choices).data.get()


def _seen(given: Given, choices: Choices) -> reading.Seen:
    file = given.content, given.name
    before, known = st.session_state.get(READ, (file, {}))
    if before != file:
        known = {}
    if choices not in known:
        known = dict(list(known.items())[1 - MOST_WAYS :])
        known[choices] = reading.seen(given.body, given.name, choices)
    st.session_state[READ] = file, known
    found: reading.Seen = known[choices]
    return found
