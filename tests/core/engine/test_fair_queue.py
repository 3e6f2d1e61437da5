"""Turns by person, then by experiment: nobody starves, whoever else keeps coming; each sees its place."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update

from core.engine.fair_queue import Turns
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.store.database import writing
from core.store.records import Run
from core.store.schema import runs
from core.store.waiting import Party, place_of
from core.tasks.forecast.sizes import forecast_ends
from core.tasks.job import Ended


def waiting_run(experiment, place):
    return Run(f"{experiment}-{place}", experiment, place, "backtest", "gru", 1, 4, 10, "queued", 0)


@dataclass
class Shop:
    """Experiments with so many runs each, called after their owners, and the workers' side of the bargain."""

    left: dict = field(default_factory=dict)  # experiment -> places still queued
    running: list = field(default_factory=list)
    turns: Turns = field(default_factory=Turns)
    blocked: set = field(default_factory=set)  # experiments whose runs wait for something else

    def parties_of(self, ids):
        return [party_of(id.rsplit("-", 1)[0]) for id in ids]

    def waiting_of(self, party):
        if party.id in self.blocked:
            return []
        return [waiting_run(party.id, place) for place in self.left[party.id]]

    def come(self, experiment, runs):
        self.left[experiment] = list(range(runs))

    def serve(self):
        waiting = [party_of(name) for name, some in self.left.items() if some]
        run = self.turns.next_run(waiting, self.running, self)
        if run is not None:
            self.left[run.experiment].remove(run.place)
            self.running.append(run.id)
        return run


def party_of(experiment):
    """ "ann.2" is an experiment of ann's."""
    return Party(experiment.split(".")[0], experiment)


def served_in(shop, workers, steps, newcomers, ends):
    """Experiments in the order of their turns with what was at work, while others come and runs end."""
    served = []
    for step in range(steps):
        if newcomers[step]:
            shop.come(newcomers[step].format(step), 2)
        if len(shop.running) < workers and (run := shop.serve()):
            served.append((run.experiment, [id.rsplit("-", 1)[0] for id in shop.running[:-1]]))
        elif shop.running:
            shop.running.pop(ends[step] % len(shop.running))
    return served


def most_turns_of_another(served, who):
    """Of another that comes twice or more before one that has nothing at work, the number of turns."""
    most, before = 0, []
    for name, at_work in served:
        before = [] if name == who or who in at_work else [*before, name]
        most = max([most, *(before.count(other) for other in before)])
    return most


def by_person(served):
    return [(one.split(".")[0], [name.split(".")[0] for name in at_work]) for one, at_work in served]


STEPS = 60
newcomers = st.lists(
    st.sampled_from(["", "new{0}.0", "p0.n{0}", "p1.n{0}"]), min_size=STEPS, max_size=STEPS
)  # nobody; a new person; a further experiment of one of two people
ends = st.lists(st.integers(0, 3), min_size=STEPS, max_size=STEPS)


@settings(max_examples=100)
@given(
    workers=st.integers(1, 4),
    people=st.lists(st.integers(1, 30), min_size=1, max_size=4),
    newcomers=newcomers,
    ends=ends,
)
def test_nobody_has_two_turns_before_a_person_who_has_nothing_at_work(workers, people, newcomers, ends):
    shop = Shop()
    for number, experiments in enumerate(people):
        for place in range(experiments):
            shop.come(f"p{number}.{place}", STEPS)  # more than there will be turns
    served = by_person(served_in(shop, workers, STEPS, newcomers, ends))
    assert all(most_turns_of_another(served, f"p{number}") <= 1 for number in range(len(people)))


@settings(max_examples=100)
@given(
    workers=st.integers(1, 4), runs=st.integers(1, 6), newcomers=newcomers, ends=ends,
)  # fmt: skip
def test_nor_has_an_experiment_before_another_of_the_same_owner(workers, runs, newcomers, ends):
    shop = Shop()
    for number in range(runs):
        shop.come(f"p0.{number}", STEPS)
    served = [one for one in served_in(shop, workers, STEPS, newcomers, ends) if one[0].startswith("p0.")]
    assert all(most_turns_of_another(served, f"p0.{number}") <= 1 for number in range(runs))


@settings(max_examples=30)
@given(workers=st.integers(1, 4), experiments=st.integers(1, 100), ends=ends)
def test_who_comes_with_one_run_waits_for_one_run_to_end_however_many_another_has(workers, experiments, ends):
    shop = Shop()
    for number in range(experiments):
        shop.come(f"ann.{number}", 61)
    for _ in range(workers):
        shop.serve()
    shop.come("ben.0", 1)
    shop.running.pop(ends[0] % workers)
    assert shop.serve().experiment == "ben.0"


@settings(max_examples=30)
@given(
    workers=st.integers(1, 3),
    runs=st.dictionaries(
        st.sampled_from([f"p{p}.{e}" for p in range(4) for e in range(4)]), st.integers(1, 5), min_size=1
    ),
    ends=st.lists(st.integers(0, 3), min_size=200, max_size=200),
)
def test_every_run_gets_its_turn(workers, runs, ends):
    shop = Shop()
    for name, count in runs.items():
        shop.come(name, count)
    served = [name for name, _ in served_in(shop, workers, 200, [""] * 200, ends)]
    assert {name: served.count(name) for name in runs} == runs


def test_one_worker_goes_round():
    shop, served = Shop(), []
    for name in ("a.1", "b.1", "a.2"):
        shop.come(name, 3)
    while run := shop.serve():
        served.append(run.experiment)
        shop.running.clear()
    assert served == ["a.1", "b.1", "a.2", "b.1", "a.1", "b.1", "a.2", "a.1", "a.2"]


def test_who_comes_late_waits_for_one_round_only():
    shop, served = Shop(), []
    shop.come("a.1", 50)
    shop.come("b.1", 50)
    for step in range(8):
        if step == 4:
            shop.come("late.1", 2)
        served.append(shop.serve().experiment)
        shop.running.clear()
    assert served.index("late.1") == 5


def test_an_experiment_that_waits_for_itself_lets_others_go_first():
    shop = Shop(blocked={"a.1"})
    for name in ("a.1", "a.2", "b.1"):
        shop.come(name, 1)
    assert [shop.serve().experiment for _ in range(2)] == ["a.2", "b.1"] and shop.serve() is None


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


def test_one_run_of_another_person_begins_after_one_of_a_hundred_experiments(
    store, ledger, owned, monkeypatch
):
    monkeypatch.setenv("UNROLLED_MOST_QUEUED", "0")
    monkeypatch.setenv("UNROLLED_MOST_EXPERIMENTS", "0")
    for _ in range(100):
        owned("ann")
    turns, begun = Turns(), []
    run = turns.next_run(ledger.queued(), [], ledger)
    begun.append(ledger.begin(run))
    late = owned("ben")
    assert place_of(store.engine, late).ahead == 0 and place_of(store.engine, late).sharing == 1
    ledger.end(run.id, begun[0], Ended("done"))
    assert turns.next_run(ledger.queued(), [], ledger).experiment == late


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    owners=st.lists(st.sampled_from(["ann", "ben", "cas"]), min_size=1, max_size=7),
    served=st.integers(0, 5),
    which=st.integers(0, 6),
)
def test_as_many_begin_before_it_as_its_place_says(store, ledger, owned, owners, served, which):
    ids, turns = [owned(owner) for owner in owners], Turns()
    clock = iter(range(1000))
    for _ in range(served):
        _begin_and_end(store, ledger, turns, next(clock))
    mine = ids[which % len(ids)]
    ahead, met = place_of(store.engine, mine).ahead, 0
    while _begin_and_end(store, ledger, turns, next(clock)) != mine:
        met += 1
    for id in ids:
        store.delete(id)
    assert met == ahead


def _begin_and_end(store, ledger, turns, tick):
    run = turns.next_run(ledger.queued(), [], ledger)
    attempt = ledger.begin(run)
    with writing(store.engine) as connection:  # a clock that tells two moments apart
        connection.execute(update(runs).where(runs.c.id == run.id).values(started=2e9 + tick))
    assert ledger.end(run.id, attempt, Ended("done"))
    return run.experiment


@pytest.fixture
def owned(store, data, spec):
    """Returns `queue(owner)`: an experiment of somebody's."""

    def queue(owner):
        store.add_dataset(data)
        return store.create_experiment(spec(), "sevens", forecast_ends(spec(), 1), owner=owner)

    return queue


def test_thousands_of_runs_that_wait_are_counted_without_reading_them(store, ledger, owned):
    """The engine looks twice a second: what it reads grows with experiments, not with runs."""
    asked = []
    for _ in range(5):
        owned("ann")
    event.listen(store.engine, "after_cursor_execute", lambda *told: asked.append(told[2:4]))
    assert len(ledger.queued()) == 5
    ((query, given),) = [one for one in asked if "runs" in one[0]]
    with store.engine.connect() as connection:
        plan = list(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given))
    assert any("COVERING INDEX ix_runs_waiting" in str(row) for row in plan)
