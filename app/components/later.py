"""Charts that are drawn last: for the first the browser reads a large library; nothing should wait for it."""

from collections.abc import Callable

import plotly.graph_objects as go
from streamlit.delta_generator import DeltaGenerator

from app.charts.theme import CONFIG

Picture = Callable[[], None]  # draws a chart in the place that was kept for it


def draw(pictures: list[Picture]) -> None:
    """Draw them."""
    for picture in pictures:
        picture()


def chart(place: DeltaGenerator, figure: go.Figure, key: str, alt: str) -> None:
    """One chart in its place."""
    place.plotly_chart(figure, key=key, config=CONFIG, alt=alt)
