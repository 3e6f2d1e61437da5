"""Read a text that somebody brings, in a process of its own; what begins with _ runs there."""

from core.data.encodings import decode
from core.sandbox.asking import apart
from core.text.long_text import LongText, long_text

UPLOAD = "upload"


def read_long_file(body: bytes, name: str) -> LongText:
    """A plain text in whichever encoding; raises what `long_text`, `decode` and `apart` raise."""
    found: LongText = apart(_file, body, name)
    return found


def read_long_paste(pasted: str, name: str) -> LongText:
    """The same of what was pasted."""
    found: LongText = apart(_pasted, pasted.encode("utf-8", "replace"), name)
    return found


def _file(body: bytes, name: str) -> LongText:
    text, _ = decode(body)
    return long_text(text, name, UPLOAD)


def _pasted(body: bytes, name: str) -> LongText:
    return long_text(body.decode(), name, UPLOAD)
