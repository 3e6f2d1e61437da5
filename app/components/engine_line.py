"""One line on every page: how the engine is doing, and why where it is not doing well."""

import streamlit as st

from app.components.refused import refused
from app.errors import sentence
from app.i18n import Translate
from app.keeping import renew_held
from app.people import shared
from app.store import engine_status, open_store
from core.errors import UserError
from core.store.database import home
from core.store.engine_process import failure
from core.store.records import EngineStatus

COLOURS = {"ready": "green", "gone": "red", "failed": "red"}  # orange where patience will do


@st.fragment(run_every=4.0)
def engine_line(t: Translate) -> None:
    """Looked at again every few seconds, beside whatever the page does."""
    refused(t)  # here, for no other part of a page looks again by itself
    store = open_store()
    try:
        renew_held()
        status = engine_status(store, str(home()))
    except UserError as error:
        st.caption(f":red[●] {sentence(t, error.key, error.facts)}")
        return
    reason = failure(store.folder)
    state = _state(status, failed=reason is not None)
    st.caption(f":{COLOURS.get(state, 'orange')}[●] {_words(t, state, status)}")
    if state == "failed" and not shared():  # a server's log is its operator's to read
        st.code(reason, language=None, wrap_lines=True)
    if status and status.device_reason:
        st.caption(t("engine.no_gpu", reason=t(f"gpu.{status.device_reason}")))


def _state(status: EngineStatus | None, *, failed: bool) -> str:
    """The store's word, and what it cannot know: that a start failed, that ready is nobody."""
    if failed and (status is None or status.state == "gone"):
        return "failed"
    if status is None:
        return "starting"
    return "unstaffed" if status.state == "ready" and not status.workers else status.state


def _words(t: Translate, state: str, status: EngineStatus | None) -> str:
    if state == "ready" and status:
        ready = t("engine.ready", workers=status.workers)
        return f"{ready} · {status.device}" if status.device else ready
    return t(f"engine.{state}")
