"""Texts that need no network, in the public domain or drawn; the page says where each is from."""

from importlib.resources import files

from core.errors import UserError
from core.text.long_text import LongText, long_text
from core.text.session_samples import NAME, shop_sessions

LONG_SAMPLES = ("alice", "tang", NAME)
FIRST = "alice"


def load_long_sample(name: str) -> LongText:
    """The beginning of a novel, poems of the Tang dynasty, or visits to a shop.

    Raises:
        UserError: `unknown_sample`, with the names there are.
    """
    if name not in LONG_SAMPLES:
        raise UserError("unknown_sample", name=name, known=list(LONG_SAMPLES))
    if name == NAME:
        return shop_sessions()
    body = (files("core.text") / "sample_files" / f"{name}.txt").read_text(encoding="utf-8")
    return long_text(body, name, "sample")
