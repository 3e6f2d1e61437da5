"""From page to page, so that the browser's Back leads to where one was."""

import streamlit as st

from app.i18n import current_language

# What an address may hold besides the page and the language, for each says what is shown there.
SHOWN = ("experiment", "runs", "sweep", "base")
KEPT = ("experiment", "runs", "sweep", "about")


def open_page(page: str, **query: str | None) -> None:
    """Open a page of the product.

    Streamlit writes the new parameters onto the old page's address before it leaves, and Back leads to that
    address; so what the old page showed goes along.

    Args:
        page: Its name, or "home".
        query: What it shows; None leaves out what would else go along.
    """
    along = {name: st.query_params[name] for name in KEPT if name in st.query_params}
    told = {name: value for name, value in (along | query).items() if value is not None}
    st.switch_page(_script(page), query_params=told | {"lang": current_language()})


def _script(page: str) -> str:
    return "streamlit_app.py" if page == "home" else f"pages/{page}.py"
