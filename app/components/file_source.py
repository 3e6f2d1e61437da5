"""A file or pasted figures, with what was understood and the choices that can be overridden."""

import streamlit as st

from app.errors import explained, sentence
from app.i18n import Translate
from core.data.files import AUTO, numeric_candidates, read_table, time_candidates, to_dataset
from core.data.frame import Dataset
from core.data.table import Table
from core.errors import UserError

PREVIEW = 6  # raw rows shown


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
    table = _sheet(t, body, name, origin)
    left, middle, right = st.columns(3)
    times = [AUTO, None, *time_candidates(table)]
    time = left.selectbox(
        t("data.time"),
        times,
        key=f"data_picker.{origin}.time",
        format_func=lambda column: {AUTO: t("data.time.auto"), None: t("data.time.none")}.get(
            column, str(column)
        ),
    )
    columns = numeric_candidates(table)
    target = middle.selectbox(
        t("spec.target"),
        [None, *columns],
        key=f"data_picker.{origin}.target",
        format_func=lambda column: t("data.time.auto") if column is None else str(column),
    )
    day_first = _day_first(t, table, time, right, origin)
    with st.expander(t("data.raw", rows=PREVIEW)):
        st.dataframe(table.frame.head(PREVIEW).astype(str), hide_index=True)
    return to_dataset(table, time=time, target=target, day_first=day_first)


def _sheet(t: Translate, body: bytes, name: str, origin: str) -> Table:
    table = read_table(body, name)
    if len(table.sheets) < 2:
        return table
    sheet = st.selectbox(t("data.sheet"), table.sheets, key=f"data_picker.{origin}.sheet")
    return read_table(body, name, sheet=sheet)


def _day_first(
    t: Translate, table: Table, time: str | None, place: "st.delta_generator.DeltaGenerator", origin: str
) -> bool | None:
    """Ask for the order of day and month only where the column does not tell."""
    try:
        to_dataset(table, time=time)
    except UserError as error:
        if error.key != "day_month_ambiguous":
            return None
        with explained(t):
            st.warning(sentence(t, error.key, error.facts), icon=":material/help:")
        orders = {"dm": True, "md": False}
        order = place.segmented_control(
            t("data.day_first"),
            list(orders),
            format_func=lambda o: t(f"data.day_first.{o}"),
            key=f"data_picker.{origin}.day_first",
        )
        if order is None:
            st.stop()
        return orders[order]
    return None
