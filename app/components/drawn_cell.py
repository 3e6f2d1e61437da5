"""A drawn cell on a page: an image, for Streamlit lets no SVG through as markup; its numbers as text too."""

from base64 import b64encode
from html import escape

import streamlit as st

from app.charts.cell.layout import planned
from app.charts.cell.plan import Drawing
from app.charts.cell.svg import cell_svg
from app.i18n import Translate
from app.numbers import figure

WIDER = 1.35  # than it was planned, at most


def drawn_cell(t: Translate, drawing: Drawing, cell: str) -> None:
    """Draw one step of one unit."""
    plan = planned(drawing)
    svg = cell_svg(plan, lambda role: _short(t(f"inside.role.{role}")))
    told = [f"{box.part} {figure(box.value, 2)}" for box in plan.boxes]
    told += [
        f"{state} {figure(drawing.values[f'{state}_before'], 2)} → {figure(drawing.values[state], 2)}"
        for state in drawing.steps.STATES
    ]
    alt = t("cell.drawn.alt", cell=t(f"cell.{cell}"), told=t("words.comma").join(told))
    source = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    style = f"width:100%;max-width:{WIDER * plan.width:.0f}px;display:block;margin:auto"
    st.html(f'<img src="{source}" alt="{escape(alt)}" style="{style}">')


def _short(role: str) -> str:
    """Without what stands in brackets."""
    return role.partition("（")[0].partition(" (")[0]
