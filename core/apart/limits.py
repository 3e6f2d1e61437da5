"""How much one reading may take; an operator sets the memory, all else follows from it."""

import os
from dataclasses import dataclass

USUAL_MEMORY = 4096  # MB
PROCESSOR = 60  # seconds of one core
WALL = 150.0  # seconds: a busy machine takes longer for the same work
SHARE_TOLD = 32  # of the memory: what the process that serves the pages comes to hold
SHARE_WRITTEN = 4  # of the memory: what goes on to the disk
MOST_FILES = 64  # open at once


@dataclass(frozen=True)
class Limits:
    """What one reading may take."""

    memory: int  # bytes, beyond what every such process begins with
    processor: int = PROCESSOR  # seconds
    wall: float = WALL  # seconds

    @property
    def told(self) -> int:
        """Bytes of an answer."""
        return self.memory // SHARE_TOLD

    @property
    def written(self) -> int:
        """Bytes of one file that is written: an answer and what is attached to it."""
        return self.memory // SHARE_WRITTEN


def limits() -> Limits:
    """Those of this machine: UNROLLED_READING_MB, or 4 GB."""
    return Limits(int(os.environ.get("UNROLLED_READING_MB") or USUAL_MEMORY) << 20)
