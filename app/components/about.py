"""Links from numbers to the paragraphs that explain them, in the visitor's language."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app.components.table import table
from app.i18n import Translate, current_language

Rows = Sequence[Mapping[str, str]]
Paragraphs = Mapping[str, str]  # by the key of the column that each explains


def link(text: str, name: str) -> str:
    """Markdown that leads to a paragraph; relative, so that it also holds behind a proxy with a path."""
    return f"[{text}](judge?about={name}&lang={current_language()})"


def links(t: Translate, *names: str) -> str:
    """A line of links to paragraphs by their short names."""
    return ":material/help: " + "\u00a0· ".join(link(t(f"judge.{name}.short"), name) for name in names)


def heading(t: Translate, title: str, name: str) -> str:
    """A title in bold with a link to its paragraph."""
    return f"**{title}** {link(t('judge.what'), name)}"


def legend(t: Translate, rows: Rows, paragraphs: Paragraphs) -> str:
    """A line of links, one for each column of a table that has a paragraph."""
    names = {t(key): name for key, name in paragraphs.items()}
    columns = dict.fromkeys(column for row in rows for column in row if column in names)
    return ":material/help: " + "\u00a0· ".join(link(column, names[column]) for column in columns)


def explained_table(t: Translate, rows: Rows, paragraphs: Paragraphs, *, names: int = 1) -> None:
    """A table with the line of links below it."""
    table(rows, names=names)
    if rows:
        st.caption(legend(t, rows, paragraphs))
