"""What only the browser can see to: line colours follow the theme, and a new result begins at its top."""

from functools import cache
from typing import Any

import streamlit as st

# The page's background tells the theme, as it does to Streamlit itself; the next run is told the new one, for
# colours of lines are chosen on the server. When a setup becomes a result, Streamlit stays where the page was
# scrolled to. The function is called again for every update, so what it remembers stands outside.
WATCH = """
let shown = null;
let drawn = null;
let timer = null;
export default function ({ data, setTriggerValue }) {
  const app = document.querySelector('[data-testid="stApp"]');
  const main = document.querySelector('[data-testid="stMain"]');
  if (shown !== null && shown !== data.shown && main) main.scrollTo(0, 0);
  shown = data.shown;
  const scheme = () => getComputedStyle(app).colorScheme;
  drawn = drawn ?? scheme();
  const look = () => {
    if (scheme() === drawn) return;
    drawn = scheme();
    setTriggerValue("changed", drawn);
  };
  clearInterval(timer);
  timer = setInterval(look, 500);
  return () => clearInterval(timer);
}
"""


def watch_page() -> None:
    """Mount what watches; it shows nothing."""
    shown = "/".join(st.query_params.get(name, "") for name in ("experiment", "sweep", "setup"))
    _component()(key="frame.theme", data={"shown": shown}, on_changed_change=lambda: None)


@cache
def _component() -> Any:
    return st.components.v2.component("unrolled.page", js=WATCH)
