"""The folder of everything that is kept, and the places in it."""

import os
from pathlib import Path

import platformdirs

from core.private import is_private, private_folder

OURS = r"store\.sqlite(-\w+)?|data|public|tickers|caches|engine\.log"  # what we put in it


def home() -> Path:
    """The folder that holds the store, data sets and caches: UNROLLED_HOME, or the user's data folder."""
    return Path(os.environ.get("UNROLLED_HOME") or platformdirs.user_data_dir("unrolled", appauthor=False))


def cache_folder(name: str) -> Path | None:
    """Where is kept what could be made again, and what libraries would put into the shared temporary folder.

    In the home; where UNROLLED_CACHES names a folder, several homes share that.

    Returns:
        A folder in which no other account can plant anything; None where there is none: the home cannot be
        written to (a worker's container), or others may write to it.
    """
    try:
        shared = os.environ.get("UNROLLED_CACHES")
        folder = private_folder(Path(shared) if shared else private_folder(home()) / "caches") / name
        return folder if is_private(private_folder(folder)) else None
    except OSError:
        return None
