"""What is kept is for the account that keeps it, whatever the umask, and whatever others have planted."""

import contextlib
import marshal
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import private
from core.data.price_cache import keep
from core.data.samples import load_sample
from core.errors import UserError
from core.home import cache_folder
from core.private import close_to_others, private_folder, private_opener
from core.store.engine_process import ROOT, start_engine
from core.store.public_texts import fetch_public
from core.store.store import Store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows keeps its own rules")
OTHERS = 0o077
UMASKS = [0o000, 0o002, 0o022, 0o077]
NOBODY = 65534
CUT = """
import sys
from core.text.tokens import tokens
print([token.text for token in tokens("我爱北京天安门", "words")])
"""


@contextlib.contextmanager
def umask(mask):
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def open_to_others(folder):
    """Everything in a folder that other accounts may use somehow, with its mode."""
    found = {path: stat.S_IMODE(path.lstat().st_mode) for path in (folder, *folder.rglob("*"))}
    return {str(path.relative_to(folder.parent)): oct(mode) for path, mode in found.items() if mode & OTHERS}


def filled(folder):
    """A home with all that we write ourselves."""
    store = Store(folder, url=f"sqlite:///{folder / 'store.sqlite'}")
    data = load_sample("chaotic")
    store.add_dataset(data)
    keep(data, "ABC", "1y", private_folder(folder / "tickers"), datetime.now(UTC))
    with contextlib.suppress(UserError):  # no line, no texts; the folder is there
        fetch_public(store, "none", sets={"none": _Nothing()})
    return store


class _Nothing:
    files = ()

    def read(self, paths, name):
        raise UserError("download_failed", address="nowhere")


@pytest.mark.parametrize("mask", UMASKS, ids=oct)
def test_a_new_home_is_closed_whatever_the_umask(tmp_path, mask):
    with umask(mask):
        store = filled(tmp_path / "deep" / "home")
        made = {path.name for path in store.folder.iterdir()}
        assert made >= {"store.sqlite", "store.sqlite-wal", "data", "public", "tickers"}
        assert open_to_others(store.folder) == {}
        store.close()


def test_so_is_what_an_engine_writes(tmp_path, monkeypatch):
    monkeypatch.setenv("UNROLLED_SCHEDULER", "tcp://192.0.2.1:1")  # it leaves at once, and says why
    with umask(0):
        folder = tmp_path / "home"
        folder.mkdir()
        start_engine(folder, idle_seconds=1).wait(60)
    assert "192.0.2.1" in (folder / "engine.log").read_text() and (folder / "store.sqlite").exists()
    assert open_to_others(folder) == {}


@pytest.mark.parametrize("mask", UMASKS, ids=oct)
def test_the_home_of_an_older_version_is_closed_when_it_is_opened(tmp_path, mask):
    with umask(mask):
        folder = tmp_path / "home"
        filled(folder).close()
        (folder / "engine.log").touch()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    store = Store(folder, url=f"sqlite:///{folder / 'store.sqlite'}")
    assert open_to_others(folder) == {}
    store.close()


def test_a_folder_in_which_other_things_lie_stays_open_and_only_ours_is_closed(tmp_path):
    folder = tmp_path / "site"
    filled(folder).close()
    folder.chmod(0o755)
    (folder / "index.html").touch()
    (folder / "index.html").chmod(0o644)
    (folder / "data").chmod(0o755)
    (folder / "data" / "link").symlink_to(folder / "index.html")
    Store(folder, url=f"sqlite:///{folder / 'store.sqlite'}").close()
    mode = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())}
    assert mode["site"] == 0o755 and mode["index.html"] == 0o644, "a link is not followed, either"
    assert mode["data"] == 0o700 and mode["store.sqlite"] == 0o600


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o733])
def test_a_folder_that_everybody_may_write_to_is_refused_and_left_alone(tmp_path, mode):
    """Such as the shared temporary folder: there anybody can have put a store before us."""
    (tmp_path / "others").touch()
    tmp_path.chmod(mode)
    with pytest.raises(UserError) as refused:
        Store(tmp_path, url=f"sqlite:///{tmp_path / 'store.sqlite'}")
    assert refused.value.key == "home_open_to_all"
    assert stat.S_IMODE(tmp_path.stat().st_mode) == mode and not (tmp_path / "store.sqlite").exists()
    tmp_path.chmod(0o700)


def test_a_group_shares_a_home_where_that_is_on_purpose(tmp_path):
    folder = tmp_path / "team"
    folder.mkdir()
    folder.chmod(0o2770)
    with umask(0o022):
        store = filled(folder)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert modes["team"] == modes["data"] == 0o2770
    assert modes["store.sqlite"] == modes["store.sqlite-wal"] == 0o660
    assert not any(mode & 0o007 for mode in modes.values())
    store.close()


@given(st.integers(0, 0o7777), st.sampled_from(UMASKS))
def test_no_mode_of_an_older_file_stays_open(tmp_path_factory, mode, mask):
    path = tmp_path_factory.mktemp("file") / "x"
    path.touch()
    path.chmod(mode | 0o600)
    with umask(mask), open(path, "ab", opener=private_opener):
        pass
    assert path.stat().st_mode & OTHERS == 0


def test_closing_takes_nothing_from_the_owner(tmp_path):
    script = tmp_path / "data"
    script.touch()
    script.chmod(0o755)
    tmp_path.chmod(0o755)
    close_to_others(tmp_path, "data")
    assert stat.S_IMODE(script.stat().st_mode) == 0o700


def test_looking_after_a_databases_modes_gives_up_none_of_its_locks(tmp_path):
    """Closing a file releases what its process has locked of it: opening a second store must not."""
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    store = Store(tmp_path, url=url)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM engines")
        Store(tmp_path, url=url).close()
        other = [sys.executable, "-c", f"import sqlite3; sqlite3.connect({str(tmp_path / 'store.sqlite')!r}, "
                 "timeout=0).execute('BEGIN IMMEDIATE')"]  # fmt: skip
        assert b"locked" in subprocess.run(other, capture_output=True, timeout=60).stderr
    store.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs a second account")
def test_another_account_reads_nothing(tmp_path):
    store = filled(tmp_path / "home")
    for folder in (*tmp_path.parents, tmp_path):
        if folder.stat().st_uid == os.geteuid() and folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    assert len(files) >= 4
    told, tell = os.pipe()
    if not (child := os.fork()):
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        read = [str(path) for path in files if os.access(path, os.R_OK)]
        os.write(tell, f"{read} {os.access(store.folder, os.X_OK)} {os.access(tmp_path, os.X_OK)}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(told, 4096) == b"[] False True"
    store.close()


def planted(folder):
    """A dictionary of one word, as another account would leave it for us."""
    (folder / "jieba.cache").write_bytes(marshal.dumps(({"我爱北京天安门": 10**9}, 10**9)))


@pytest.fixture
def caches_at_home(monkeypatch):
    """As people have them, not where the tests share one."""
    monkeypatch.delenv("UNROLLED_CACHES")


def cut(environment):
    given = os.environ | {"PYTHONIOENCODING": "utf-8"} | environment
    ran = subprocess.run([sys.executable, "-c", CUT], cwd=ROOT, env=given, capture_output=True, check=True)
    return ran.stdout.decode().strip()


@pytest.mark.usefixtures("caches_at_home")
def test_a_dictionary_planted_in_the_shared_temporary_folder_is_not_used(tmp_path):
    shared, own = tmp_path / "tmp", tmp_path / "home"
    shared.mkdir()
    planted(shared)
    words = cut({"TMPDIR": str(shared), "UNROLLED_HOME": str(own)})
    assert words == "['我', '爱', '北京', '天安门']"
    kept = own / "caches" / "words" / "jieba.cache"
    assert kept.stat().st_mode & OTHERS == 0 and open_to_others(own) == {}
    assert cut({"TMPDIR": str(shared), "UNROLLED_HOME": str(own)}) == words


@pytest.mark.usefixtures("caches_at_home")
def test_nor_is_one_in_a_cache_that_others_can_write_to(tmp_path, monkeypatch):
    """Nor is anything kept there."""
    monkeypatch.setattr(private, "_set_mode", lambda path, mode: None)  # it is somebody else's
    monkeypatch.setenv("UNROLLED_HOME", str(tmp_path))
    folder = tmp_path / "caches" / "words"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert cache_folder("words") is None


@pytest.mark.usefixtures("caches_at_home")
def test_words_are_cut_where_nothing_can_be_kept(tmp_path):
    (tmp_path / "home").touch()  # no folder
    words = cut({"TMPDIR": str(tmp_path), "UNROLLED_HOME": str(tmp_path / "home")})
    assert words == "['我', '爱', '北京', '天安门']" and not (tmp_path / "jieba.cache").exists()


def test_several_homes_may_share_a_folder_of_what_can_be_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("UNROLLED_CACHES", str(tmp_path / "shared"))
    monkeypatch.setenv("UNROLLED_HOME", str(tmp_path / "home"))
    folder = cache_folder("words")
    assert folder == tmp_path / "shared" / "words" and open_to_others(tmp_path / "shared") == {}
    assert not (tmp_path / "home").exists()
    folder.chmod(0o777)
    monkeypatch.setattr(private, "_set_mode", lambda path, mode: None)  # it is somebody else's
    assert cache_folder("words") is None
