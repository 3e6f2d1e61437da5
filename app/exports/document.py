"""Pieces of one self-contained HTML file. Everything but `Markup` is text and gets escaped."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NewType

import plotly.graph_objects as go
import plotly.io as pio
from plotly.offline import get_plotlyjs

from app.exports.pictures import REPORT, on_white

Markup = NewType("Markup", str)  # HTML that is safe to put into a page as it is

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
_STYLE = """
body { max-width: 66rem; margin: 2rem auto; padding: 0 1rem; color: #1f2937; background: #fff;
       font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 0; }
.quiet { color: #6b7280; } .verdict { font-size: 1.3rem; font-weight: 600; margin: 1.5rem 0 .25rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .85rem; }
th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid #e5e7eb; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } td { font-variant-numeric: tabular-nums; }
.prose td:first-child { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 20rem; }
dl { display: grid; grid-template-columns: fit-content(50%) 1fr; gap: .15rem 1rem; }
dt { color: #6b7280; overflow-wrap: anywhere; }
dd, figure { margin: 0; overflow-wrap: anywhere; }
"""


def text(tag: str, content: str, kind: str = "") -> Markup:
    """One element that holds plain text."""
    named = f' class="{escape(kind)}"' if kind else ""
    return Markup(f"<{tag}{named}>{escape(content)}</{tag}>")


def section(heading: str, *parts: Markup) -> Markup:
    """A heading and what stands under it."""
    return Markup(f"<section>{text('h2', heading)}{''.join(parts)}</section>")


def records(rows: Sequence[Mapping[str, str]], *, prose: bool = False) -> Markup:
    """A table of rows with equal keys; the first column holds names, or prose, the others figures."""
    head = list(dict.fromkeys(key for row in rows for key in row))
    lines = [f"<tr>{''.join(text('th', key) for key in head)}</tr>"]
    lines += [f"<tr>{''.join(text('td', row.get(key, '')) for key in head)}</tr>" for row in rows]
    kind = "scroll prose" if prose else "scroll"
    return Markup(f'<div class="{kind}"><table>{"".join(lines)}</table></div>')


def facts(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Names with what they stand for."""
    return Markup(f"<dl>{''.join(text('dt', name) + text('dd', value) for name, value in pairs)}</dl>")


def items(lines: Iterable[str]) -> Markup:
    """A list of sentences."""
    return Markup(f"<ul>{''.join(text('li', line) for line in lines)}</ul>")


def chart(figure: go.Figure, name: str, description: str) -> Markup:
    """A chart that can be zoomed and saved, with its text alternative; on white, as the whole page."""
    drawn = on_white(figure)
    body = pio.to_html(drawn, full_html=False, include_plotlyjs=False, div_id=name, config={**REPORT})
    return Markup(f'<figure role="img" aria-label="{escape(description)}">{body}</figure>')


def document(title: str, language: str, parts: Iterable[Markup], *, charts: bool = True) -> bytes:
    """The whole file: one inline plotly.js where there are charts, nothing fetched from anywhere."""
    script = f"<script>{get_plotlyjs()}</script>" if charts else ""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{text('title', title)}<style>{_STYLE}</style>{script}</head>"
        f"<body>{''.join(parts)}</body></html>"
    ).encode()
