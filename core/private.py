"""Folders and files that no other account of the machine can look into, whatever the umask.

A folder with the set-group-id bit is shared with its group on purpose (`chmod 2770`): what is made in it is
the group's as well, and nobody else's. Windows keeps its own rules: there nothing is done.
"""

import os
import re
import stat
from pathlib import Path

from core.errors import UserError

POSIX = os.name == "posix"
FOLDER, FILE = 0o700, 0o600
GROUP, OTHERS = 0o070, 0o007


def keep_private() -> None:
    """What this process and its children make from now on is for this account only: libraries' files, too."""
    if POSIX:
        os.umask(GROUP | OTHERS)


def private_folder(folder: Path) -> Path:
    """The folder, made for this account only where there is none; one that is there stays as it is."""
    if not folder.exists():
        folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        _set_mode(folder, FOLDER | _shared(folder.parent))
    return folder


def private_opener(path: str, flags: int) -> int:
    """For `open(..., opener=private_opener)`: the file is for this account only, also one that was there."""
    file = os.open(path, flags, FILE)
    _set_mode(file, FILE | _shared(Path(path).parent) & 0o060)
    return file


def private_file(path: Path) -> None:
    """Make an empty file where there is none, and close one that is there: never opened, for SQLite's sake.

    Whoever closes a file gives up the locks that his process holds on it, those of other connections, too.
    """
    if path.exists():
        _close_all(path)
    else:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, FILE))
        _set_mode(path, FILE | _shared(path.parent) & 0o060)


def close_to_others(folder: Path, ours: str) -> None:
    """Close a folder, and what of ours lies in it, to other accounts: an older version left both open.

    Where other things lie beside ours, the folder may be meant to be open: then only ours is closed.

    Args:
        folder: Where we keep things.
        ours: Pattern of the names that are ours.

    Raises:
        UserError: `home_open_to_all`: whoever has an account here could replace what is kept.
    """
    if not POSIX or _mode(folder) == _closed(folder):
        return
    alone = True
    for entry in folder.iterdir():
        if re.fullmatch(ours, entry.name):
            _close_all(entry)
        else:
            alone = alone and entry.name == "lost+found"  # a file system's own
    if alone:
        _set_mode(folder, _closed(folder))
    if _mode(folder) & stat.S_IWOTH:
        raise UserError("home_open_to_all", folder=str(folder))


def is_private(folder: Path) -> bool:
    """Whether a folder is ours, and nobody else can put anything into it."""
    found = folder.stat()
    return not POSIX or (found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _mode(path: Path | int) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def _closed(path: Path) -> int:
    """The mode of a path without what others may do; without its group's rights, too, unless it is shared."""
    mode = _mode(path)
    return mode & ~(OTHERS if mode & stat.S_ISGID else GROUP | OTHERS)


def _shared(folder: Path) -> int:
    """What the group of a folder may do, if that is on purpose."""
    mode = _mode(folder)
    return mode & (GROUP | stat.S_ISGID) if mode & stat.S_ISGID else 0


def _set_mode(path: Path | int, mode: int) -> None:
    """Only of what is ours: others' things are theirs to open or close."""
    if POSIX and os.stat(path).st_uid == os.geteuid() and _mode(path) != mode:
        os.chmod(path, mode)


def _close_all(top: Path) -> None:
    """Close a file, or a folder and what is in it; what a link leads to may be somebody else's."""
    if top.is_symlink():
        return
    if top.is_dir():
        for path in top.iterdir():
            _close_all(path)
        _set_mode(top, _closed(top))
    else:
        _set_mode(top, _mode(top) & ~OTHERS & ~(0 if _shared(top.parent) else GROUP))
