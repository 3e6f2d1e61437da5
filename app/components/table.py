"""Tables of figures that were made readable already: names stand left, figures right."""

from collections.abc import Mapping, Sequence

import streamlit as st

LETTER, WIDE_LETTER, PADDING = 6.6, 14, 17  # pixels
WIDE = 0x2E80  # from here on a letter takes the room of two, as in Chinese


def table(rows: Sequence[Mapping[str, str]], *, names: int = 1) -> None:
    """Draw rows with equal keys, as tall as they are.

    Args:
        names: So many columns from the left hold names.
    """
    columns = list(dict.fromkeys(key for row in rows for key in row))
    right = {
        name: st.column_config.TextColumn(
            alignment="right", width=column_width([name, *(row[name] for row in rows)])
        )
        for name in columns[names:]
    }
    st.dataframe(list(rows), hide_index=True, width="stretch", height="content", column_config=right)


def column_width(texts: Sequence[str]) -> int:
    """Pixels that show the longest text whole: a figure that is cut off reads as another figure."""
    longest = max(sum(WIDE_LETTER if ord(letter) > WIDE else LETTER for letter in text) for text in texts)
    return round(longest + PADDING)
