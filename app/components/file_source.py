"""A file or pasted figures, with what was understood and the choices that can be overridden."""

import hashlib

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.errors import sentence
from app.i18n import Translate
from core.data import reading
from core.data.files import AUTO
from core.data.frame import Dataset
from core.errors import UserError

ORDERS = {"dm": True, "md": False}  # of day and month


def file_source(t: Translate) -> Dataset | None:
    """Upload a file."""
    given = st.file_uploader(t("data.file"), key="data_picker.file", help=t("data.file.help"))
    return _understood(t, given.getvalue(), given.name, "file") if given is not None else None


def paste_source(t: Translate) -> Dataset | None:
    """Paste figures, with or without a header."""
    text = st.text_area(
        t("data.paste"),
        key="data_picker.paste",
        height=160,
        placeholder="date,value\n2024-01-01,12.5\n2024-01-02,13.1",
        persist_state="session",
    )
    return _understood(t, text.encode(), t("data.pasted"), "paste") if text.strip() else None


def _understood(t: Translate, body: bytes, name: str, origin: str) -> Dataset | None:
    """What the bytes hold, the time column and the order of dates as chosen; None until that is clear."""
    content = hashlib.sha256(body).hexdigest()
    with st.spinner(t("data.reading")):
        outline = _outline(content, None, name, body)
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        sheet = None
        if len(outline.sheets) > 1:
            sheet = right.selectbox(t("data.sheet"), outline.sheets, key=f"data_picker.{origin}.sheet")
            outline = _outline(content, sheet, name, body)
        time = left.selectbox(
            t("data.time"),
            [AUTO, None, *outline.times],
            key=f"data_picker.{origin}.time",
            format_func=lambda column: _time_name(t, column),
        )
        with st.expander(t("data.raw", rows=reading.HEAD)):
            st.dataframe(outline.head, hide_index=True)
        try:
            return _dataset(content, sheet, time, None, name, body)
        except UserError as error:
            if error.key != "day_month_ambiguous":
                raise
            st.warning(sentence(t, error.key, error.facts), icon=":material/help:")
        order = _day_or_month(t, middle, origin)
        return _dataset(content, sheet, time, order, name, body) if order is not None else None


def _day_or_month(t: Translate, place: DeltaGenerator, origin: str) -> bool | None:
    """Ask for the order of dates that can be read in two ways: is the day first?"""
    order = place.segmented_control(
        t("data.day_first"),
        list(ORDERS),
        format_func=lambda o: t(f"data.day_first.{o}"),
        key=f"data_picker.{origin}.day_first",
    )
    return ORDERS[order] if order else None


def _time_name(t: Translate, column: str | None) -> str:
    if column is None:
        return t("data.time.none")
    return t("data.time.auto") if column == AUTO else column


# Reading a large file takes seconds, and a page runs again at every touch: its visitor keeps what was read.
# The content's hash is the key; what begins with _ is not looked at.


@st.cache_resource(show_spinner=False, max_entries=4, scope="session")
def _outline(content: str, sheet: str | None, name: str, _body: bytes) -> reading.Outline:
    return reading.outline(_body, name, sheet=sheet)


@st.cache_resource(show_spinner=False, max_entries=4, scope="session")
def _dataset(
    content: str, sheet: str | None, time: str | None, day_first: bool | None, name: str, _body: bytes
) -> Dataset:
    return reading.dataset(_body, name, sheet=sheet, time=time, day_first=day_first)
