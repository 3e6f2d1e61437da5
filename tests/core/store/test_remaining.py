"""The time left, in cases worked by hand."""

import pytest

from core.store.records import Epoch, Run
from core.store.remaining import remaining
from core.store.waiting import Place

ALONE = Place(ahead=0, sharing=0, working=1)
NOW = 1_000.0


def run(id, state, started=None, finished=None, cell="gru"):
    times = {"started": started, "finished": finished}
    return Run(id, "experiment", 0, "backtest", cell, 1, 8, 100, state, 1, **times)


def epochs(run, *seconds):
    return [
        Epoch(run, number, 1.0, 1.0, at, 1000, updates=10 * number)
        for number, at in enumerate(seconds, start=1)
    ]


def left(*runs, told=(), place=ALONE, most=300):
    return remaining(runs, told, place, most_updates=most, now=NOW)


@pytest.mark.parametrize("told", [[], epochs("a", 4.0)])
def test_nothing_is_guessed_before_the_second_look(told):
    assert left(run("a", "running", NOW - 4), run("b", "queued"), told=told) is None


def test_compiling_counts_once_not_with_each_look():
    training = run("a", "running", NOW - 4.5)
    assert left(training, told=epochs("a", 4.0, 4.25, 4.5)) == pytest.approx(4 + 29 * 0.25 - 4.5)


def test_trainings_that_ended_tell_how_long_the_others_will_take():
    done = run("a", "done", NOW - 30, NOW - 20)
    assert left(done, run("b", "running", NOW - 4), run("c", "queued")) == 6 + 10


def test_what_was_no_training_tells_nothing():
    simple = run("a", "done", NOW - 30, NOW - 20, cell="")
    assert left(simple, run("b", "queued")) is None


def test_workers_are_shared_with_others():
    done, waiting = run("a", "done", NOW - 30, NOW - 20), [run(name, "queued") for name in "bcde"]
    assert left(done, *waiting, place=Place(0, sharing=0, working=2)) == 20
    assert left(done, *waiting, place=Place(0, sharing=1, working=2)) == 40


@pytest.mark.parametrize("began", [NOW + 3_600, NOW - 3_600])
def test_a_clock_that_was_set_makes_no_nonsense(began):
    done = run("a", "done", NOW - 30, NOW - 20)
    assert 1 <= left(done, run("b", "running", began)) <= 10


def test_parts_of_the_baselines_take_as_long_as_those_that_ended():
    simple, waits = run("a", "done", NOW - 9, NOW - 7, cell=""), run("b", "queued", cell="")
    trained = run("c", "done", NOW - 30, NOW - 20)
    assert left(simple, waits, trained, run("d", "queued")) == 2 + 10
    assert left(waits, trained, run("d", "queued")) == 10 + 10
