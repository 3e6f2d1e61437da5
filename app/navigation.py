"""From page to page, so that the browser's Back leads to where one was."""

import streamlit as st

from app.i18n import current_language

SHOWN = ("experiment", "runs", "sweep", "base")  # what an address may hold that says which work is shown
KEPT = ("experiment", "runs", "sweep", "about", "class")  # what goes along to the next page


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


def page_link(page: str, label: str, icon: str, **query: str) -> None:
    """A link to a page of the product, in the visitor's language; Back from there needs no help."""
    st.page_link(_script(page), label=label, icon=icon, query_params={**query, "lang": current_language()})


def _script(page: str) -> str:
    return "streamlit_app.py" if page == "home" else f"pages/{page}.py"
