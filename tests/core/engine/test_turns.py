"""Round-robin between experiments: nobody starves, whoever else keeps coming; each sees its place."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.job import Ended
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.engine.turns import Turns
from core.runs.records import Run
from core.runs.waiting import place_of


def waiting_run(experiment, place):
    return Run(f"{experiment}-{place}", experiment, place, "backtest", "gru", 1, 4, 10, "queued", 0)


@dataclass
class Shop:
    """Experiments with so many runs each, and the workers' side of the bargain."""

    left: dict = field(default_factory=dict)  # experiment -> places still queued
    running: list = field(default_factory=list)
    turns: Turns = field(default_factory=Turns)

    def parties_of(self, ids):
        return [id.rsplit("-", 1)[0] for id in ids]

    def come(self, experiment, runs):
        self.left[experiment] = list(range(runs))

    def serve(self):
        waiting = [(waiting_run(name, place), name) for name, some in self.left.items() for place in some]
        run = self.turns.next_run(waiting, self.running, self)
        if run is not None:
            self.left[run.experiment].remove(run.place)
            self.running.append(run.id)
        return run


@settings(max_examples=40)
@given(
    workers=st.integers(1, 4),
    runs=st.lists(st.integers(1, 12), min_size=1, max_size=6),
    newcomers=st.lists(st.booleans(), min_size=60, max_size=60),
    ends=st.lists(st.integers(0, 3), min_size=60, max_size=60),
)
def test_between_two_turns_of_one_experiment_no_other_has_more_turns_than_there_are_workers(
    workers, runs, newcomers, ends
):
    shop, served = Shop(), []
    for number, count in enumerate(runs):
        shop.come(f"e{number}", count)
    for step in range(60):
        if newcomers[step]:
            shop.come(f"n{step}", 2)
        if len(shop.running) < workers and (run := shop.serve()):
            served.append(run.experiment)
        elif shop.running:
            shop.running.pop(ends[step] % len(shop.running))
    for number in range(len(runs)):
        turns = [at for at, name in enumerate(served) if name == f"e{number}"]
        for before, after in zip([-1, *turns], turns, strict=False):
            between = served[before + 1 : after]
            assert all(between.count(other) <= workers for other in between)


def test_one_worker_goes_round():
    shop, served = Shop(), []
    for name in "abc":
        shop.come(name, 3)
    while run := shop.serve():
        served.append(run.experiment)
        shop.running.clear()
    assert "".join(served) == "abcabcabc"


def test_who_comes_late_waits_for_one_round_only():
    shop, served = Shop(), []
    shop.come("a", 50)
    shop.come("b", 50)
    for step in range(8):
        if step == 4:
            shop.come("late", 2)
        served.append(shop.serve().experiment)
        shop.running.clear()
    assert "".join(name[0] for name in served) == "ababablab"[:8] or served.index("late") <= 6


@pytest.fixture
def ledger(store):
    return Ledger(store.engine, acquire(store.engine))


def test_each_of_two_people_sees_the_place_in_the_queue(store, create, ledger):
    mine, yours, theirs = create(), create(), create()
    assert [place_of(store.engine, id).ahead for id in (mine, yours, theirs)] == [0, 1, 2]
    turns = Turns()
    run = turns.next_run(ledger.queued(), [], ledger)
    attempt = ledger.begin(run)
    assert run.experiment == mine
    assert [place_of(store.engine, id).ahead for id in (mine, yours, theirs)] == [2, 0, 1]
    assert place_of(store.engine, yours).sharing == 2 and place_of(store.engine, yours).working == 1
    ledger.end(run.id, attempt, Ended("done"))
    assert turns.next_run(ledger.queued(), [], ledger).experiment == yours
    store.request_stop(mine)
    assert place_of(store.engine, theirs).sharing == 1
