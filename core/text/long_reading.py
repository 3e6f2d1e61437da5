"""Read a text that somebody brings, in a process of its own; what begins with _ runs there."""

from core.data.encodings import decode
from core.sandbox.answers import Attached
from core.sandbox.asking import apart
from core.text.long_text import LongText, long_text, long_text_to_parquet
from core.text.sessions import read_sessions

UPLOAD = "upload"


def read_long_file(body: bytes, name: str) -> LongText:
    """A plain text in whichever encoding; raises what `long_text`, `decode` and `apart` raise."""
    found: LongText = apart(_file, body, name)
    return found


def file_to_keep(body: bytes, name: str) -> Attached:
    """To be called apart: the facts of a plain text, which comes attached; raises as `read_long_file`."""
    return _to_keep(_file(body, name))


def sessions_to_keep(body: bytes, name: str) -> Attached:
    """The same of sessions: a table of events, or a line each; raises as `read_sessions`."""
    return _to_keep(read_sessions(body, name))


def paste_to_keep(body: bytes, name: str) -> Attached:
    """The same of what was pasted, in UTF-8."""
    return _to_keep(long_text(body.decode(), name, UPLOAD))


def read_session_file(body: bytes, name: str) -> LongText:
    """Sessions, apart; raises as `read_sessions` and `apart`."""
    found: LongText = apart(read_sessions, body, name)
    return found


def _file(body: bytes, name: str) -> LongText:
    text, _ = decode(body)
    return long_text(text, name, UPLOAD)


def _to_keep(data: LongText) -> Attached:
    return Attached(data.facts(), long_text_to_parquet(data))
