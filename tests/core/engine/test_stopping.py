"""A run that takes longer than one may is stopped and says so; waiting is not counted."""

from types import SimpleNamespace

import pytest

from core.engine.stopping import GRACE, Stopping
from core.tasks.job import Ended, Job

JOB = Job("r", "e", 1, "forecast", "backtest", "gru", 1, 4, "{}", b"")
TOO_LONG = {"key": "run_too_long", "facts": {"minutes": 2}}
STARTED = {"run": "r", "attempt": 1, "what": "started"}


class Works:
    """A workers with one job, a ledger with one run, and a clock."""

    def __init__(self, minutes=2):
        self.now, self.wants, self.log = 100.0, {"r"}, []
        self.slot = SimpleNamespace(working=JOB, restarting=False)
        self.stopping = Stopping(minutes, lambda: self.now)

    def after(self, seconds):
        self.now += seconds
        self.stopping.stop_unwanted(self, self)
        told, self.log = self.log, []
        return told

    def working(self):
        return {"r": self.slot}

    def wanted(self, ids):
        return self.wants & set(ids)

    def stop(self, slot):
        self.log.append("asked")

    def restart(self, slot):
        self.log.append("restarted")

    def end(self, run, attempt, ended):
        self.log.append((ended.how, ended.error))


@pytest.fixture
def works():
    found = Works()
    found.stopping.begin(JOB, "ann")
    return found


def test_it_is_asked_to_stop_once_and_fails_with_what_to_do(works):
    assert works.after(120) == [] and works.after(1) == ["asked"] and works.after(1) == []
    ended = works.stopping.outcome(JOB, Ended("stopped", started={"device": "CPU"}))
    assert (ended.how, ended.error, ended.started) == ("failed", TOO_LONG, {"device": "CPU"})


def test_one_that_does_not_listen_loses_its_worker(works):
    assert works.after(121) == ["asked"]
    assert works.after(GRACE + 0.1) == [("failed", TOO_LONG), "restarted"]
    assert works.stopping.outcome(JOB, None).error == TOO_LONG


def test_what_it_did_before_it_heard_counts(works):
    works.after(121)
    assert works.stopping.outcome(JOB, Ended("done")).how == "done"


def test_what_it_waited_on_the_worker_is_not_counted(works):
    assert works.after(100) == []
    works.stopping.hear(STARTED)
    assert works.after(119) == [] and works.after(2) == ["asked"]


@pytest.mark.parametrize(("minutes", "owner"), [(2, None), (0, "ann")])
def test_without_a_limit_or_on_ones_own_machine_it_may_take_any_time(minutes, owner):
    works = Works(minutes)
    works.stopping.begin(JOB, owner)
    works.stopping.hear(STARTED)
    assert works.after(1e6) == []


def test_one_that_somebody_stopped_is_told_as_stopped(works):
    works.wants = set()
    assert works.after(1) == ["asked"]
    assert works.stopping.outcome(JOB, None) == Ended("stopped")
    assert works.after(GRACE + 0.1) == [("stopped", None), "restarted"]


def test_another_attempt_begins_anew(works):
    works.after(121)
    works.stopping.forget(JOB)
    assert works.after(1) == [] and works.stopping.outcome(JOB, None) is None
