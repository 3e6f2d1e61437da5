"""Draw the page again when its visitor goes from light to dark: colours of lines are chosen on the server."""

from functools import cache
from typing import Any

import streamlit as st

# The page's background tells the theme, as it does to Streamlit itself; the next run is told the new one.
WATCH = """
export default function ({ data, setTriggerValue }) {
  const app = document.querySelector('[data-testid="stApp"]');
  const scheme = () => getComputedStyle(app).colorScheme;
  let drawn = scheme();
  const look = () => {
    if (scheme() === drawn) return;
    drawn = scheme();
    setTriggerValue("changed", drawn);
  };
  const timer = setInterval(look, 500);
  return () => clearInterval(timer);
}
"""


def watch_theme() -> None:
    """Mount what watches; it shows nothing."""
    _component()(key="frame.theme", on_changed_change=lambda: None)


@cache
def _component() -> Any:
    return st.components.v2.component("unrolled.theme", js=WATCH)
