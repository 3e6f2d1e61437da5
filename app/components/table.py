"""Tables of figures that were made readable already: names stand left, figures right."""

from collections.abc import Mapping, Sequence

import streamlit as st


def table(rows: Sequence[Mapping[str, str]], *, names: int = 1) -> None:
    """Draw rows with equal keys, as tall as they are.

    Args:
        names: So many columns from the left hold names.
    """
    columns = list(dict.fromkeys(key for row in rows for key in row))
    right = {name: st.column_config.TextColumn(alignment="right") for name in columns[names:]}
    st.dataframe(list(rows), hide_index=True, width="stretch", height="content", column_config=right)
