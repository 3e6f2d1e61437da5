"""Nothing that was queued is left behind by whoever no longer waits for it."""

import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.errors import UserError
from core.interrupts import stopped_on_interrupt


@pytest.fixture(autouse=True)
def ctrl_c_is_heard():
    """Also where the tests run in the background of a shell: programs there begin deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def told():
    """What was done, in order."""
    return []


def run(told, *, while_queueing=lambda: None, while_working=lambda: None):
    def queue():
        while_queueing()
        told.append("queued")
        return "id"

    def work(id):
        told.append(f"work on {id}")
        while_working()
        return "result"

    return stopped_on_interrupt(queue, work, lambda id: told.append(f"stop {id}"))


def interrupt():
    signal.raise_signal(signal.SIGINT)


def refuse():
    raise UserError("no_rows")


def test_what_is_not_interrupted_is_not_stopped(told):
    assert run(told) == "result" and told == ["queued", "work on id"]


def test_ctrl_c_while_it_is_being_queued_stops_it(told):
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        run(told, while_queueing=interrupt)
    assert told == ["queued", "stop id"] and signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(("fault", "error"), [(interrupt, KeyboardInterrupt), (refuse, UserError)])
def test_what_ends_the_work_stops_what_was_queued(told, fault, error):
    with pytest.raises(error):
        run(told, while_working=fault)
    assert told == ["queued", "work on id", "stop id"]


def test_what_could_not_be_queued_is_not_stopped(told):
    with pytest.raises(UserError):
        run(told, while_queueing=refuse)
    assert told == []


def test_a_thread_of_a_program_may_wait_too(told):
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(run, told).result() == "result"
