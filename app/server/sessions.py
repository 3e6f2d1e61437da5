"""What Streamlit knows of the sessions of open pages, and the files that it keeps for them."""

from typing import Protocol

from starlette.datastructures import Headers
from streamlit import runtime
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from app.server.refusals import spoken
from app.server.visitors import Visitor
from core.words.locales import FIRST


class Kept(Protocol):
    """Where files are kept, by session and by file; Streamlit's `MemoryUploadedFileManager`."""

    file_storage: dict[str, dict[str, UploadedFileRec]]

    def remove_file(self, session_id: str, file_id: str) -> None:
        """Free one file."""

    def remove_session_files(self, session_id: str) -> None:
        """Free all files of a session."""


class Sessions:
    """The running server's."""

    @property
    def kept(self) -> Kept:
        """Its files."""
        return runtime.get_instance().uploaded_file_mgr  # type: ignore[return-value]  # what an App is made with

    def is_open(self, session: str) -> bool:
        """Whether a page of it is connected."""
        return runtime.get_instance().is_active_session(session)

    def opener(self, session: str) -> Visitor | None:
        """Who opened an open session."""
        client = runtime.get_instance().get_client(session)
        context = client.client_context if client else None
        return Visitor.of(context.cookies, context.remote_ip) if context else None

    def language(self, session: str) -> str:
        """In which its page is read."""
        found = runtime.get_instance()._session_mgr.get_active_session_info(session)
        if found is None:
            return FIRST
        context, told = found.client.client_context, found.session._client_state.query_string
        headers = dict(context.headers) if context else {}
        return spoken(Headers(headers | {"referer": f"?{told.removeprefix('?')}"}))

    def in_use(self, session: str) -> set[str]:
        """The files on its page, as its browser told at the last run."""
        found = runtime.get_instance()._session_mgr.get_active_session_info(session)
        states = found.session._client_state.widget_states.widgets if found else ()
        given = [one.file_uploader_state_value.uploaded_file_info for one in states]
        return {file.file_id for files in given for file in files}
