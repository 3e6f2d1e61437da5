"""A drawn cell on a page: an image, for Streamlit lets no SVG through as markup; its numbers as text too."""

from base64 import b64encode
from html import escape

import streamlit as st

from app.charts.cell.back import backwards
from app.charts.cell.layout import planned
from app.charts.cell.plan import Drawing
from app.charts.cell.svg import cell_svg
from app.i18n import Translate
from app.numbers import figure

WIDER = 1.35  # than it was planned, at most


def drawn_cell(t: Translate, drawing: Drawing, cell: str, *, key: str) -> None:
    """Draw one step of one unit, or the gradient's way back through it.

    Args:
        key: Of the choice between both, on this page.
    """
    memory = drawing.steps.STATES[-1]
    back = st.toggle(t("cell.back"), key=f"{key}.back", help=t("cell.back.help", memory=memory))
    shown = backwards(drawing) if back else drawing
    plan = planned(shown)
    svg = cell_svg(plan, lambda role: _short(t(f"inside.role.{role}")))
    told = [f"{box.part} {figure(box.value, 2)}" for box in plan.boxes]
    told += [
        f"{state} {figure(shown.values[f'{state}_before'], 2)} → {figure(shown.values[state], 2)}"
        for state in drawing.steps.STATES
    ]
    alt = t(
        "cell.back.alt" if back else "cell.drawn.alt",
        cell=t(f"cell.{cell}"),
        told=t("words.comma").join(told),
    )
    source = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    style = f"width:100%;max-width:{WIDER * plan.width:.0f}px;display:block;margin:auto"
    st.html(f'<img src="{source}" alt="{escape(alt)}" style="{style}">')
    if back:
        before = shown.values[f"{memory}_before"]
        st.caption(t("cell.back.about", memory=memory, before=figure(before, 2)))


def _short(role: str) -> str:
    """Without what stands in brackets."""
    return role.partition("（")[0].partition(" (")[0]
