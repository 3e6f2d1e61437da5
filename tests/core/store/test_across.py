"""Runs of any experiments, by their ids and as a list; the first letters open one's own."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update

from core.store.across import SHORT, WHOLE, baseline_runs, epochs_of, latest_runs, looked_at, runs_asked_for
from core.store.database import writing
from core.store.schema import experiments

ON_BOTH = True


@pytest.fixture
def ours(store, create):
    """A store with an experiment of "me" and one of somebody else."""
    mine, theirs = create(), create()
    with writing(store.engine) as connection:
        for id, owner in ((mine, "me"), (theirs, "you")):
            connection.execute(update(experiments).where(experiments.c.id == id).values(owner=owner))
    return store, mine, theirs


def count_asked(store, ids):
    """How many ids a look hands to the database."""
    told = []

    def keep(_connection, _cursor, _statement, parameters, *_):
        values = parameters.values() if isinstance(parameters, dict) else parameters
        told.append(sum(isinstance(one, str) and len(one) == WHOLE for one in values))

    event.listen(store.engine, "before_cursor_execute", keep)
    try:
        runs_asked_for(store.engine, ids, None, 60)
    finally:
        event.remove(store.engine, "before_cursor_execute", keep)
    return max(told)


def test_short_ids_find_runs_in_their_order_whatever_else_is_asked(store, create):
    first, second = create(), create(seeds=1)
    ids = [run.id for run in store.runs(second)[:2]] + [run.id for run in store.runs(first)[:1]]
    asked = ["zz", "0" * SHORT, *(id[:SHORT] for id in ids), ids[0][:SHORT], "' OR 1=1 --"]
    found = runs_asked_for(store.engine, asked, None, 60)
    assert [one.run.id for one in found] == ids
    assert [one.experiment.id for one in found] == [second, second, first]
    assert found[0].data_name == "sevens"


def test_nothing_asked_nothing_found(store, create):
    create()
    assert (
        runs_asked_for(store.engine, [], None, 60) == [] == runs_asked_for(store.engine, ["", "%"], None, 60)
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters=st.integers(0, WHOLE - 1))
def test_less_than_the_whole_id_opens_nothing_of_others(ours, letters):
    store, mine, theirs = ours
    asked = [run.id[:letters] for id in (mine, theirs) for run in store.runs(id)]
    found = runs_asked_for(store.engine, asked, {"me"}, 60)
    assert {one.experiment.id for one in found} == ({mine} if letters >= SHORT else set())
    assert runs_asked_for(store.engine, asked, set(), 60) == []
    whole = [run.id for run in store.runs(theirs)]
    assert [one.run.id for one in runs_asked_for(store.engine, whole, set(), 60)] == whole


def test_of_many_ids_a_few_are_looked_at_and_the_same_ones_in_any_order(store, create):
    ids = [run.id for run in store.runs(create())]
    many = [f"{n:032x}" for n in range(100_000)]
    flood = [*many, *many, *ids, *("junk" for _ in range(1000))]
    assert len(looked_at(flood, 60)) == 60
    asked = count_asked(store, flood)
    assert asked <= 60
    assert looked_at(flood, 60) == looked_at(reversed(flood), 60)
    assert looked_at([*many[:20], *ids], 60)[-len(ids) :] == ids


def test_a_deleted_experiments_runs_are_gone(store, create):
    id = create()
    shorts = [run.id[:SHORT] for run in store.runs(id)]
    store.delete(id)
    assert runs_asked_for(store.engine, shorts, None, 60) == []


def test_the_list_holds_what_can_be_compared_newest_first(store, create):
    first, second = create(), create()
    found = latest_runs(store.engine, None, 10)
    assert {one.run.kind for one in found} == {"backtest"}
    assert list(dict.fromkeys(one.experiment.id for one in found)) == [second, first]
    assert len(latest_runs(store.engine, None, 1)) == 6 and latest_runs(store.engine, {"somebody"}, 10) == []


def test_the_settings_of_sweeps_are_found_by_their_address_and_not_listed(store, create):
    id = create()
    with writing(store.engine) as connection:
        connection.execute(update(experiments).where(experiments.c.id == id).values(sweep="s"))
    short = next(run.id[:SHORT] for run in store.runs(id) if run.cell)
    assert latest_runs(store.engine, None, 10) == []
    assert len(runs_asked_for(store.engine, [short], None, 60)) == 1


def test_before_anything_has_ended_there_are_no_epochs_and_no_simple_methods(store, create):
    id = create()
    run = store.runs(id)[1].id
    assert epochs_of(store.engine, [run]) == {run: []} and baseline_runs(store.engine, [id]) == {}
