"""The one button that saves a table as CSV, and the one choice of how its numbers are written."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit.elements.lib.layout_utils import Width

from app.exports.dialect import DIALECTS, Dialect, usual_dialect
from app.exports.tables import table_csv
from app.i18n import Translate

CHOSEN = "saving.dialect"  # in the session: a widget's own state ends where the widget is not drawn


def csv_dialect() -> Dialect:
    """What was chosen in this session, else what the browser's language writes."""
    return DIALECTS.get(st.session_state.get(CHOSEN, ""), usual_dialect(st.context.locale))


def csv_button(
    t: Translate,
    label: str,
    table: Callable[[], pd.DataFrame],
    name: str,
    *,
    key: str,
    help: str = "",
    width: Width = "content",
) -> None:
    """A button for a table as CSV; the file is made when it is asked for.

    Args:
        label: Of the button.
        table: Called when the button is pressed.
        name: Of the file, with its ending.
        help: What the file holds.
    """
    dialect = csv_dialect()
    written = t(f"saving.{dialect.name}.about")
    st.download_button(
        label,
        lambda: table_csv(table(), dialect),
        file_name=name,
        mime="text/csv",
        key=key,
        on_click="ignore",
        icon=":material/download:",
        help=f"{help} {written}".strip(),
        width=width,
    )


def dialect_choice(t: Translate, *, where: str) -> None:
    """Choose how numbers are written in every CSV file; kept for the session.

    Args:
        where: The page or tab that it stands on.
    """
    widget = f"saving.choice.{where}"
    st.session_state[widget] = csv_dialect().name

    def choose() -> None:
        st.session_state[CHOSEN] = st.session_state[widget]

    st.segmented_control(
        t("saving.choice"),
        list(DIALECTS),
        required=True,
        format_func=lambda name: t(f"saving.{name}"),
        key=widget,
        on_change=choose,
        help=t("saving.choice.help"),
    )
