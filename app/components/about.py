"""Links from numbers to the paragraphs that explain them, in the visitor's language."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app.components.explains import EXPLAINS
from app.components.table import table
from app.i18n import Translate, current_language

Rows = Sequence[Mapping[str, str]]


def link(text: str, name: str) -> str:
    """Markdown that leads to a paragraph; relative, so that it also holds behind a proxy with a path."""
    return f"[{text}](judge?about={name}&lang={current_language()})"


def links(t: Translate, *names: str) -> str:
    """A line of links to paragraphs by their short names."""
    return ":material/help: " + "\u00a0· ".join(link(t(f"judge.{name}.short"), name) for name in names)


def heading(t: Translate, title: str) -> str:
    """An audit's title in bold with a link; one without a paragraph is a bug and raises KeyError."""
    return f"**{title}** {link(t('judge.what'), _by_text(t, 'audits')[title])}"


def legend(t: Translate, rows: Rows, what: str) -> str:
    """A line of links, one for each column of a table that has a paragraph.

    Args:
        what: The table's name in EXPLAINS.
    """
    names = _by_text(t, what)
    columns = dict.fromkeys(column for row in rows for column in row if column in names)
    return ":material/help: " + "\u00a0· ".join(link(column, names[column]) for column in columns)


def explained_table(t: Translate, rows: Rows, what: str, *, names: int = 1) -> None:
    """A table with the line of links below it."""
    table(rows, names=names)
    if rows:
        st.caption(legend(t, rows, what))


def _by_text(t: Translate, what: str) -> dict[str, str]:
    return {t(key): name for key, name in EXPLAINS[what].items()}
