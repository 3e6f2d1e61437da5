"""Whatever becomes of a reading: the process that asked stays small, goes on, and tells a sentence."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from core.errors import UserError
from core.sandbox import asking, forkserver, line
from core.sandbox.asking import apart, apart_with_file
from core.sandbox.limits import Limits
from tests import taken_over

forked = pytest.mark.skipif(not forkserver.FORKS, reason="only Linux limits a process' memory")
ROOT = Path(__file__).resolve().parents[3]
MOST_GROWTH = 100  # MB


@pytest.fixture(autouse=True)
def little(monkeypatch):
    """A gigabyte, and little time."""
    monkeypatch.setenv("UNROLLED_READING_MB", "1000")
    monkeypatch.setattr(asking, "limits", lambda: Limits(1000 << 20, processor=2, wall=20.0))
    apart(taken_over.size, b"")  # it is there


def key_of(task, body=b"", *given):
    with pytest.raises(UserError) as caught:
        apart(task, body, *given)
    return caught.value.key


def rss():
    return psutil.Process().memory_info().rss >> 20


def gone(pid):
    """Whether a process has ended, a moment from now at the latest."""
    for _ in range(100):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


def test_a_result_and_a_refusal_come_through():
    assert apart(taken_over.size, b"abc") == 3
    assert apart(taken_over.echo, b"", 1, "two", (3,)) == (1, "two", (3,))
    with pytest.raises(UserError) as caught:
        apart(taken_over.refuses, b"")
    assert (caught.value.key, caught.value.facts) == ("no_rows", {"where": "here"})


def test_a_bug_is_a_sentence_for_people_and_a_traceback_in_the_log(caplog):
    assert key_of(taken_over.raises) == "reading_failed"
    assert "KeyError: 'a bug'" in caplog.text and "tests.taken_over.raises" in caplog.text


HEAVY = [
    (taken_over.takes_memory, 3000),
    (taken_over.takes_memory_bit_by_bit,),
    (taken_over.spins,),
    (taken_over.answers_much, 100),
    (taken_over.attaches, 500),
    (taken_over.leaves,),
    (taken_over.kills_itself,),
    (taken_over.crashes,),
]


@forked
@pytest.mark.parametrize("task", HEAVY, ids=lambda task: task[0].__name__)
def test_what_takes_too_much_is_refused_and_leaves_the_asker_small(task):
    before = rss()
    assert key_of(task[0], b"", *task[1:]) == "too_heavy_to_read"
    assert rss() - before < MOST_GROWTH
    assert apart(taken_over.size, b"abc") == 3


@forked
def test_time_that_passes_counts_too(monkeypatch):
    monkeypatch.setattr(asking, "limits", lambda: Limits(1000 << 20, wall=0.5))
    begun = time.monotonic()
    assert key_of(taken_over.sleeps) == "too_heavy_to_read"
    assert time.monotonic() - begun < 15


@forked
def test_what_is_printed_goes_nowhere(capfd):
    assert apart(taken_over.prints, b"") == "printed"
    told = capfd.readouterr()
    assert told.out == told.err == ""


@forked
def test_a_file_that_grows_and_grows_is_cut_off(tmp_path):
    assert key_of(taken_over.writes, b"", str(tmp_path / "big")) in ("reading_failed", "too_heavy_to_read")
    assert (tmp_path / "big").stat().st_size <= 250 << 20


@forked
def test_processes_that_a_reading_started_end_with_it(tmp_path):
    path = tmp_path / "pids"
    path.touch()
    assert apart(taken_over.forks, b"", str(path)) == "done"
    pids = [int(pid) for pid in path.read_text().split()]
    assert len(pids) == 3 and all(map(gone, pids))


@pytest.mark.parametrize("task", [taken_over.recurses, taken_over.returns_what_cannot_be_pickled])
def test_what_nobody_expected_is_told_as_such(task):
    assert key_of(task) == "reading_failed"


def test_no_code_comes_back(tmp_path):
    assert key_of(taken_over.returns_code, b"", str(tmp_path / "ran")) == "reading_failed"
    assert key_of(taken_over.returns_something_of_its_own) == "reading_failed"
    assert not (tmp_path / "ran").exists()


FORGED = {
    "a command": pickle.dumps(taken_over.Command("/nowhere/ran")),
    "no pair": pickle.dumps("done"),
    "half a pickle": pickle.dumps(("done", [1, 2, 3]))[:-2],
    "a name that reads files": b"cpandas\nread_pickle\n.",
    "a refusal of numbers": pickle.dumps(("refused", 7)),
    "facts that are none": pickle.dumps(("refused", ("no_rows", 7))),
}


@forked
@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_answer_is_a_sentence(forged):
    assert key_of(taken_over.forges, b"", taken_over.packed(forged)) in (
        "reading_failed",
        "too_heavy_to_read",
    )


def test_what_is_attached_is_handed_on_as_a_file():
    with apart_with_file(taken_over.attaches, b"", 20) as (told, file):
        assert told == "told"
        assert file.read() == b"y" * (20 << 20)


@forked
def test_a_reading_knows_no_secret_and_has_nothing_open_but_its_own(monkeypatch):
    monkeypatch.setenv("UNROLLED_STORE", "postgresql://unrolled:secret@database/unrolled")
    found = apart(taken_over.environment, b"")
    assert "UNROLLED_STORE" not in found and "secret" not in str(found)
    assert all("memfd:reading" in name for name in apart(taken_over.files, b""))


@forked
def test_a_dozen_at_once_are_all_answered():
    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(lambda n: apart(taken_over.size, b"x" * n), range(12))) == list(range(12))


@forked
def test_the_process_that_forks_may_be_killed():
    os.kill(forkserver._forkserver.process.pid, signal.SIGKILL)
    assert apart(taken_over.size, b"abc") == 3
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(apart, taken_over.sleeps, b"", 1) for _ in range(2)]
        time.sleep(0.3)
        os.kill(forkserver._forkserver.process.pid, signal.SIGKILL)
        assert [one.result() for one in asked] == [1, 1]  # asked again of the next one


@forked
def test_the_process_that_forks_has_one_thread_and_few_files():
    process = psutil.Process(forkserver._forkserver.process.pid)
    assert process.num_threads() == 1
    time.sleep(0.2)
    assert process.num_fds() <= 8


ASKS = """
import sys, threading, time
from core.sandbox import forkserver
from core.sandbox.asking import apart
from tests import taken_over
apart(taken_over.size, b"")
print(forkserver._forkserver.process.pid, flush=True)
threading.Thread(target=apart, args=(taken_over.sleeps, b"")).start()
time.sleep(0.5)
"""


@forked
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_it_goes_with_whoever_started_it_and_so_do_its_readings(number):
    asker = subprocess.Popen([sys.executable, "-c", ASKS], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(asker.stdout.readline())
    for _ in range(100):
        if readings := psutil.Process(pid).children():
            break
        time.sleep(0.05)
    asker.send_signal(number)
    if number == signal.SIGINT:
        time.sleep(0.3)
        asker.kill()  # its other thread still waits
    asker.wait(20)
    asker.stdout.close()
    assert readings and gone(pid) and all(gone(one.pid) for one in readings)


def test_elsewhere_each_reading_is_a_fresh_process(monkeypatch):
    monkeypatch.setattr(forkserver, "FORKS", False)
    assert apart(taken_over.size, b"abc") == 3
    assert key_of(taken_over.refuses) == "no_rows"
    assert key_of(taken_over.raises) == "reading_failed"
    assert key_of(taken_over.leaves) == "too_heavy_to_read"
    monkeypatch.setattr(asking, "limits", lambda: Limits(1000 << 20, wall=2.0))
    assert key_of(taken_over.sleeps) == "too_heavy_to_read"


def test_who_asks_while_much_is_read_waits_and_is_told(monkeypatch):
    monkeypatch.setattr(asking, "_line", line.Line(at_once=1))
    told = []
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(apart, taken_over.sleeps, b"", 1.5)
        while not asking._line.running:
            time.sleep(0.01)
        with line.reading_for(line.Reader("me", told.append)):
            assert apart(taken_over.size, b"ab") == 2
        assert first.result() == 1.5
    assert told == [1, 0]
    assert threading.active_count() < 50
