"""How much one reading may take; an operator sets the memory, all else follows from it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import UserError

VARIABLE = "UNROLLED_READING_MB"
USUAL_MEMORY = 4096  # MB
MOST_MEMORY = 1_000_000  # MB
PROCESSOR = 60  # seconds of one core
WALL = 150.0  # seconds: a busy machine takes longer for the same work
SHARE_OF_ANSWER = 32  # of the memory: what the process that serves the pages comes to hold
SHARE_WRITTEN = 4  # of the memory: what goes on to the disk
MOST_FILES = 64  # open at once


@dataclass(frozen=True)
class Limits:
    """What one reading may take."""

    memory: int  # bytes, beyond what every such process begins with
    processor: int = PROCESSOR  # seconds
    wall: float = WALL  # seconds

    @property
    def answer(self) -> int:
        """Bytes of an answer."""
        return self.memory // SHARE_OF_ANSWER

    @property
    def written(self) -> int:
        """Bytes of one file that is written: an answer and what is attached to it."""
        return self.memory // SHARE_WRITTEN


def limits_from(given: Mapping[str, str]) -> Limits:
    """The operator's choice: UNROLLED_READING_MB, or 4 GB.

    Raises:
        UserError: `serve_number_wrong` for what is no whole number from 1 to MOST_MEMORY.
    """
    text = given.get(VARIABLE) or str(USUAL_MEMORY)
    whole = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_MEMORY))
    if not whole or not 1 <= int(text) <= MOST_MEMORY:
        raise UserError("serve_number_wrong", name=VARIABLE, value=text, most=MOST_MEMORY)
    return Limits(int(text) << 20)


def limits() -> Limits:
    """Those of this process' environment; raises `serve_number_wrong`."""
    return limits_from(os.environ)
