"""A file that was made to take home stays until its browser has had the time to fetch it.

Streamlit drops it as soon as two pages have run, whoever's they are: where others are at work, many a click
found nothing.
"""

import time
from collections.abc import Callable
from pathlib import PurePosixPath

from streamlit.runtime.media_file_manager import MediaFileManager

HELD = 10.0  # seconds
UNUSED = MediaFileManager._get_inactive_file_ids


class Fetching:
    """Files that were made a moment ago.

    Args:
        now: Seconds of a clock.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._made: dict[str, float] = {}

    def hold(self, url: str) -> None:
        """Keep what is at an address of ours; an empty one is of a file that could not be made."""
        self._made[PurePosixPath(url).stem] = self.now()

    def held(self) -> set[str]:
        """The names of what is kept; what had its time is forgotten. Asked from threads of pages."""
        for name, made in list(self._made.items()):
            if self.now() - made > HELD:
                self._made.pop(name, None)
        return set(self._made)


def keep(fetching: Fetching) -> None:
    """Let Streamlit take what is held for files that are used."""

    def unused(self: MediaFileManager) -> set[str]:
        return UNUSED(self) - fetching.held()

    setattr(MediaFileManager, "_get_inactive_file_ids", unused)  # noqa: B010  # as in `downloads`
