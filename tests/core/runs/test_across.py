"""Runs of any experiments, by the first letters of their ids and as a list."""

from sqlalchemy import update

from core.runs.across import SHORT, epochs_of, latest_runs, runs_by_short_ids, simple_runs
from core.runs.database import writing
from core.runs.schema import experiments

ON_BOTH = True


def test_short_ids_find_runs_in_their_order_whatever_else_is_asked(store, create):
    first, second = create(), create(seeds=1)
    ids = [run.id for run in store.runs(second)[:2]] + [run.id for run in store.runs(first)[:1]]
    asked = ["zz", "0" * SHORT, *(id[:SHORT] for id in ids), ids[0][:SHORT], "' OR 1=1 --"]
    found = runs_by_short_ids(store.engine, asked)
    assert [one.run.id for one in found] == ids
    assert [one.experiment.id for one in found] == [second, second, first]
    assert found[0].data_name == "sevens"


def test_nothing_asked_nothing_found(store, create):
    create()
    assert runs_by_short_ids(store.engine, []) == [] == runs_by_short_ids(store.engine, ["", "%"])


def test_a_deleted_experiments_runs_are_gone(store, create):
    id = create()
    shorts = [run.id[:SHORT] for run in store.runs(id)]
    store.delete(id)
    assert runs_by_short_ids(store.engine, shorts) == []


def test_the_list_holds_what_can_be_compared_newest_first(store, create):
    first, second = create(), create()
    found = latest_runs(store.engine, None, 10)
    assert {one.run.kind for one in found} == {"backtest"}
    assert list(dict.fromkeys(one.experiment.id for one in found)) == [second, first]
    assert len(latest_runs(store.engine, None, 1)) == 6 and latest_runs(store.engine, "somebody", 10) == []


def test_the_settings_of_sweeps_are_found_by_their_address_and_not_listed(store, create):
    id = create()
    with writing(store.engine) as connection:
        connection.execute(update(experiments).where(experiments.c.id == id).values(sweep="s"))
    short = next(run.id[:SHORT] for run in store.runs(id) if run.cell)
    assert latest_runs(store.engine, None, 10) == []
    assert len(runs_by_short_ids(store.engine, [short])) == 1


def test_before_anything_has_ended_there_are_no_epochs_and_no_simple_methods(store, create):
    id = create()
    run = store.runs(id)[1].id
    assert epochs_of(store.engine, [run]) == {run: []} and simple_runs(store.engine, [id]) == {}
