"""One store for the process, whatever is cleared."""

import os
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
import streamlit as st

from app.store import LARGE, open_store, outcome
from core.store.database import reading
from core.tasks import TASKS


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


@pytest.mark.parametrize("more", [0, 1])
def test_what_large_data_came_to_is_shared_and_what_small_did_copied(more, home, monkeypatch):
    file = home / "data"
    file.write_bytes(bytes(LARGE + more))
    store = SimpleNamespace(data=SimpleNamespace(file=lambda hash: file))
    experiment = SimpleNamespace(id=f"{more:032x}", data="hash", task="panel")
    told = replace(TASKS["panel"], outcome=lambda *_: {"figures": [1.0]})
    monkeypatch.setitem(TASKS, "panel", told)
    first, second = (outcome(store, experiment, []) for _ in range(2))
    assert first == second and (first is second) == bool(more)
