"""What a picture of the comparison was drawn from, to take home."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from app.exports.tables import table_csv
from app.i18n import Translate


def figures_button(t: Translate, part: str, rows: Callable[[], Sequence[Mapping[str, Any]]]) -> None:
    """A button for the rows as a file.

    Args:
        part: Of the page; names the file.
        rows: Called when the button is pressed.
    """
    st.download_button(
        t("compare.figures"), lambda: figures_csv(rows()), file_name=f"unrolled-{part}.csv", mime="text/csv",
        key=f"compare.figures.{part}", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def figures_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as CSV, figures to their last digit."""
    frame = pd.DataFrame(rows)
    return table_csv(frame.set_index(frame.columns[0]))
