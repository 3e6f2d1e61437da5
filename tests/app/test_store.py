"""One store for the process, whatever is cleared."""

import os
import sys

import pytest
import streamlit as st

from app.store import open_store
from core.store.database import reading


def _open_files(folder):
    links = (os.path.join("/proc/self/fd", one) for one in os.listdir("/proc/self/fd"))
    return sum(os.path.exists(link) and os.readlink(link).startswith(str(folder)) for link in links)


@pytest.mark.skipif(sys.platform != "linux", reason="counts what /proc tells")
def test_clearing_the_caches_leaves_no_store_open_behind(home):
    store = open_store()
    with reading(store.engine):
        before = _open_files(home)
        kept = [store]  # as a page that is being drawn does
        for _ in range(5):
            st.cache_resource.clear()
            kept.append(open_store())
            with reading(kept[-1].engine):
                pass
    assert before > 0 and _open_files(home) <= before + 3
    assert all(one is store for one in kept)


def test_another_folder_is_another_store_and_the_former_gives_its_connections_back(home, monkeypatch):
    former = open_store()
    with reading(former.engine):
        pass
    other = home / "other"
    monkeypatch.setenv("UNROLLED_HOME", str(other))
    assert open_store().folder == other and former.engine.pool.checkedin() == 0
