"""Room on the disk that holds the store."""

import shutil
from pathlib import Path

LEAST_ROOM = 5_000_000  # bytes that the database wants to grow by before it tidies up


def out_of_room(folder: Path) -> bool:
    """Whether the disk is so full that the next result may not fit."""
    return shutil.disk_usage(folder).free < LEAST_ROOM
