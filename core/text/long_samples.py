"""Texts that need no network, all in the public domain: the file with each says where it is from."""

from functools import cache
from importlib.resources import files

from core.errors import UserError
from core.text.long_text import LongText, long_text

LONG_SAMPLES = ("alice", "tang")
FIRST = "alice"


@cache
def load_long_sample(name: str) -> LongText:
    """The beginning of a novel, or poems of the Tang dynasty.

    Raises:
        UserError: `unknown_sample`, with the names there are.
    """
    if name not in LONG_SAMPLES:
        raise UserError("unknown_sample", name=name, known=list(LONG_SAMPLES))
    body = (files("core.text") / "sample_files" / f"{name}.txt").read_text(encoding="utf-8")
    return long_text(body, name, "sample")
