"""The charts of a result as pictures, saved by the browser: nothing is sent anywhere."""

from collections.abc import Callable, Mapping

import plotly.graph_objects as go
import streamlit as st

from app.exports.pictures import FORMATS, HEIGHT, saving_config, titled
from app.i18n import Translate

PLACE = "take_home_picture"
# Plotly's only button here is a camera that shows after hovering; this writes on it what it does.
_STYLE = """<style>
.st-key-%s .modebar { opacity: 1 !important; }
.st-key-%s .modebar-btn { display: flex; align-items: center; gap: 6px; height: auto !important;
  padding: 5px 12px !important; border: 1px solid #8a919e !important;
  border-radius: 8px; }
.st-key-%s .modebar-btn::before { display: none !important; }
.st-key-%s .modebar-btn::after { content: "%s" !important; position: static !important; opacity: 1 !important;
  display: block !important; transform: none !important; margin: 0 !important; padding: 0 !important;
  background: none !important; color: #3f4653 !important; font-size: 14px !important;
  pointer-events: auto !important; }
</style>"""


def pictures(t: Translate, stem: str, heading: str, made: Mapping[str, Callable[[], go.Figure]]) -> None:
    """Choose a chart and a format; the picture is shown as it will be saved.

    Args:
        stem: What the file's name begins with.
        heading: What the experiment is about; the chart's own name is added.
        made: Charts by name.
    """
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        t("take_home.picture"), list(made), format_func=lambda name: t(f"picture.{name}"),
        key="take_home.picture",
    )  # fmt: skip
    format = right.segmented_control(
        t("take_home.format"), FORMATS, default=FORMATS[0], required=True, format_func=str.upper,
        key="take_home.format",
    )  # fmt: skip
    if chosen is None or format is None:
        return
    figure = titled(made[chosen](), f"{heading} · {t(f'picture.{chosen}')}")
    figure.update_layout(height=HEIGHT * 2 // 3)
    with st.container(key=PLACE):
        st.html(_STYLE % (*[PLACE] * 4, t("take_home.picture.save", format=format.upper())))
        st.plotly_chart(
            figure,
            key=f"take_home.picture.{chosen}.{format}",
            theme=None,
            config=saving_config(f"{stem}-{chosen}", format),
            alt=t(f"picture.{chosen}"),
        )
