"""A disk that is full or may not be written, a database that is none: one sentence, nothing half done."""

import errno
import os
import subprocess
import sys

import pytest

from core.errors import UserError
from core.store.database import writing
from core.store.engine_process import ROOT
from core.store.store import Store
from core.store.trouble import StoreTrouble

UNTOUCHED = """
import resource, sys
from pathlib import Path
from core.tasks.forecast.api import from_sample
from core.store.store import Store
from core.store.trouble import StoreTrouble

store = Store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    store.data.add(from_sample("chaotic"))
except StoreTrouble as trouble:
    print(trouble.key)
"""


def fails_with(number):
    def fail(*given):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "folder_not_writable"),
        (errno.EACCES, "folder_not_writable"),
    ],
)
def test_data_that_cannot_be_kept_is_told_and_leaves_nothing_behind(store, data, monkeypatch, number, key):
    monkeypatch.setattr("core.store.data_folder.os.fsync", fails_with(number))
    with pytest.raises(StoreTrouble) as told:
        store.add_dataset(data)
    assert told.value.key == key and list(store.data.folder.iterdir()) == []
    monkeypatch.undo()
    assert store.dataset(store.add_dataset(data)).sha256 == data.sha256


def test_a_file_that_the_system_cuts_off_leaves_nothing_behind(tmp_path):
    command = [sys.executable, "-c", UNTOUCHED, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ran.stdout.split() == ["disk_full"], ran.stderr
    assert list((tmp_path / "data").iterdir()) == []


def test_an_experiment_that_finds_the_disk_full_is_not_queued_by_half(store, create, full_disk):
    create()
    with full_disk(), pytest.raises(StoreTrouble, match="disk_full"):
        for _ in range(50):
            create()
    assert all(sum(line.states.values()) == 19 for line in store.experiments())
    assert create() in {line.experiment.id for line in store.experiments()}


@pytest.mark.parametrize("sub", ["file/below", "file"])
def test_a_folder_that_cannot_be_is_told(tmp_path, sub):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreTrouble) as told:
        Store(tmp_path / sub)
    assert told.value.key == "folder_not_writable" and "file" in told.value.facts["folder"]


def test_a_folder_without_the_right_to_write_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("core.store.trouble.os.access", lambda *given: False)  # root may write everywhere
    with pytest.raises(StoreTrouble, match="folder_not_writable"):
        Store(tmp_path)


def test_a_database_that_may_only_be_read_is_told(tmp_path, create, store):
    create()
    url = f"sqlite:///file:{tmp_path / 'store.sqlite'}?mode=ro&uri=true"
    readable = Store(tmp_path, url)
    assert len(readable.experiments()) == 1
    with pytest.raises(StoreTrouble, match="store_not_writable"):
        readable.rename("0" * 32, "a name")
    readable.close()


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "store.sqlite").write_bytes(b"not a database at all" * 400)
    with pytest.raises(StoreTrouble, match="store_damaged"):
        Store(tmp_path, f"sqlite:///{tmp_path / 'store.sqlite'}")


def test_a_store_that_somebody_else_holds_is_told(tmp_path, store, monkeypatch):
    monkeypatch.setattr("core.store.database.BUSY_TIMEOUT", 20)
    other = Store(tmp_path, f"sqlite:///{tmp_path / 'store.sqlite'}")
    with writing(store.engine), pytest.raises(StoreTrouble, match="store_busy"):
        other.rename("0" * 32, "a name")
    other.rename("0" * 32, "a name")
    other.close()


def test_a_bug_stays_loud(store):
    with pytest.raises(Exception, match="no such table") as told, writing(store.engine) as connection:
        connection.exec_driver_sql("SELECT * FROM absent")
    assert not isinstance(told.value, UserError)
