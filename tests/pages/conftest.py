"""Pages as their visitors see them: run by Streamlit's own test harness, in an empty data folder."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds; the first run imports everything


@pytest.fixture
def page(home, monkeypatch):
    """Returns `open(name, **query) -> AppTest`; the home page's name is ""."""
    # Each AppTest looks through all installed packages for components, of which the pages use none.
    monkeypatch.setattr(BidiComponentManager, "discover_and_register_components", lambda *_, **__: None)
    monkeypatch.setattr("app.inside.asking.PATIENCE", 1.0)  # seconds; there is no engine
    st.cache_data.clear()
    st.cache_resource.clear()

    def open_page(name="", **query):
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=PATIENCE)
        if name:
            app.switch_page(str(ROOT / "pages" / f"{name}.py"))
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    yield open_page
    st.cache_resource.clear()
