"""Whoever runs a server sees what the store takes and of whom, and can stop and delete it."""

import pytest
from sqlalchemy import insert

from core.errors import UserError
from core.store.database import writing
from core.store.schema import artifacts
from core.store.shares import DAY, kept
from core.store.tidying import tidy
from core.store.usage import disk_use
from core.sweeps.clearing import remove, shrink, stop
from core.tasks.forecast.sizes import forecast_ends

ON_BOTH = True
ANN, BEN = "a" * 64, "b" * 64
NOW = 1_700_000_000.0


@pytest.fixture
def queue(store, data, spec):
    def make(owner):
        store.add_dataset(data, owner, now=NOW)
        ends = forecast_ends(spec(), 1)
        return store.create_experiment(spec(), "sevens", ends, now=NOW, owner=owner)

    return make


def leave(store, id, size):
    run = store.runs(id)[0]
    with writing(store.engine) as connection:
        connection.execute(insert(artifacts).values(run=run.id, name="weights", body=b"x" * size))


def of(store):
    return {one.owner: one for one in disk_use(store).people}


def test_each_person_is_told_with_what_is_kept(store, queue, data):
    first = queue(ANN)
    queue(ANN)
    queue(BEN)
    queue(None)
    leave(store, first, 5_000_000)
    size, told = store.data.path(data.sha256).stat().st_size, of(store)
    assert (told[ANN].experiments, told[ANN].waiting, told[ANN].files) == (2, 38, 1)
    assert (told[ANN].data, told[ANN].results) == (size, 5_000_000)
    with writing(store.engine) as connection:
        assert kept(connection, ANN) == told[ANN].bytes
    assert (told[BEN].experiments, told[BEN].bytes, told[""].experiments) == (1, size, 1)
    assert told[ANN].oldest == NOW and disk_use(store).people[0].owner == ANN
    assert (disk_use(store).files, disk_use(store).data) == (1, size)


def test_one_thing_is_stopped_or_deleted_by_its_id_and_nothing_else(store, queue):
    mine, other = queue(ANN), queue(ANN)
    assert stop(store, mine) == 1
    assert {run.state for run in store.runs(mine)} == {"cancelled"}
    assert {run.state for run in store.runs(other)} == {"queued"}
    assert remove(store, other) == 1 and [line.experiment.id for line in store.experiments()] == [mine]


def test_everything_of_a_person_is_stopped_and_deleted_by_the_beginning_of_a_hash(store, queue):
    done, other = queue(ANN), queue(BEN)
    store.request_stop(done, now=NOW)
    queue(ANN)
    assert stop(store, ANN[:8]) == 1 and store.experiment(done).stop_requested == NOW
    assert remove(store, ANN[:8]) == 2 and list(of(store)) == [BEN]
    assert [line.experiment.id for line in store.experiments()] == [other]


@pytest.mark.parametrize("named", ["", "a", "abcdefgh", "%" * 8, "_" * 8, "0" * 32])
def test_a_name_that_means_nobody_or_several_is_refused(store, queue, named):
    queue(ANN)
    queue("a" * 60 + "bbbb")
    for command in (stop, remove):
        for given in (named, "a" * 10):
            with pytest.raises(UserError, match="unknown_owner"):
                command(store, given)
    assert len(store.experiments()) == 2


def test_room_of_what_was_deleted_is_given_back_when_asked_for(store, queue):
    leave(store, id := queue(ANN), 3_000_000)
    remove(store, id)
    if store.engine.dialect.name == "sqlite":
        assert disk_use(store).unused > 2_900_000
    shrink(store)
    assert disk_use(store).unused == 0


def test_deleted_data_go_a_day_later(store, queue):
    remove(store, queue(ANN))
    assert tidy(store, NOW + 2 * DAY).files == 0  # the file itself is of today
    assert tidy(store, 4e9).files == 1
