"""A file that was not taken in: Streamlit's uploader names the status alone, the page says what to do."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.i18n import Translate
from app.server.told import untold


def refused(t: Translate) -> None:
    """Say why the last file was refused, if one was."""
    context = get_script_run_ctx()
    refusal = untold(context.session_id) if context else None
    if refusal is not None:
        st.toast(t(f"door.{refusal.key}", **refusal.facts), icon=":material/error:", duration="long")
