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


def terminate():
    signal.raise_signal(signal.SIGTERM)


def refuse():
    raise UserError("no_rows")


def test_what_is_not_interrupted_is_not_stopped(told):
    assert run(told) == "result" and told == ["queued", "work on id"]


@pytest.mark.parametrize("fault", [interrupt, terminate])
def test_a_signal_while_it_is_being_queued_stops_it(told, fault):
    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    with pytest.raises(KeyboardInterrupt):
        run(told, while_queueing=fault)
    assert told == ["queued", "stop id"]
    assert {name: signal.getsignal(name) for name in before} == before


def test_a_program_that_handles_sigterm_itself_is_left_alone(told):
    heard = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))
    try:
        assert run(told, while_working=terminate) == "result" and heard == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(
    ("fault", "error"),
    [(interrupt, KeyboardInterrupt), (terminate, KeyboardInterrupt), (refuse, UserError)],
)
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
