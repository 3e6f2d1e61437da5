"""The characters that may come next, the likeliest first; the one that was written is filled."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.theme import mark, style
from app.i18n import Translate
from app.numbers import percent

ROW = 22  # pixels


def next_chart(likely: Sequence[tuple[str, float]], written: str, cell: str, t: Translate) -> go.Figure:
    """Draw a bar for each.

    Args:
        likely: Characters with their probabilities.
    """
    look, rows = mark(cell), list(reversed(likely))
    names = {"\n": "⏎", " ": "␣", "\t": "⇥"}
    figure = go.Figure()
    figure.add_bar(
        x=[share for _, share in rows], y=[names.get(letter, letter) for letter, _ in rows], orientation="h",
        text=[percent(share, 0) for _, share in rows], textposition="outside", cliponaxis=False,
        marker={
            "color": [look.color if letter == written else "rgba(0,0,0,0)" for letter, _ in rows],
            "line": {"color": look.color, "width": 1.5},
        },
    )  # fmt: skip
    style(figure, height=ROW * len(rows) + 50, x=t("chart.next"))
    figure.update_layout(hovermode=False, bargap=0.25)
    figure.update_xaxes(range=[0, 1.25 * max(share for _, share in rows)], tickformat=".0%")
    figure.update_yaxes(type="category")
    return figure
