"""A file to take home is there when its browser comes for it, however many pages of others run meanwhile."""

from pathlib import PurePosixPath
from types import SimpleNamespace

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from app.server import fetching
from app.server.fetching import HELD, Fetching


@pytest.fixture
def made(monkeypatch):
    """A file that was made, its clock, and how one asks for it after pages have run."""
    monkeypatch.setattr(MediaFileManager, "_get_inactive_file_ids", fetching.UNUSED)
    storage, clock = MemoryMediaFileStorage("/media"), SimpleNamespace(now=0.0)
    files, held = MediaFileManager(storage), Fetching(lambda: clock.now)
    fetching.keep(held)
    asked = files.add_deferred(lambda: b"1,2", "text/csv", "0", file_name="a.csv")
    url = files.execute_deferred(asked)
    held.hold(url)

    def fetched(pages):
        for _ in range(pages):
            files.remove_orphaned_files()
        return storage.get_file(PurePosixPath(url).name).content

    return clock, fetched


def test_a_file_stays_while_pages_of_others_run(made):
    clock, fetched = made
    assert fetched(20) == b"1,2"
    clock.now = HELD
    assert fetched(20) == b"1,2"


def test_it_goes_once_it_had_its_time(made):
    clock, fetched = made
    clock.now = HELD + 1
    with pytest.raises(MediaFileStorageError):
        fetched(2)


def test_what_had_its_time_is_forgotten():
    clock = SimpleNamespace(now=0.0)
    held = Fetching(lambda: clock.now)
    held.hold("/media/abc.csv")
    assert held.held() == {"abc"}
    clock.now = HELD + 1
    assert held.held() == set()
