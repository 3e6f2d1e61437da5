"""What only a database server can do to us: locks that others hold, connections that it ends."""

import pytest
from sqlalchemy import create_engine, text

from core.store import database as opened
from core.store.database import reading, writing
from core.store.trouble import StoreTrouble

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@pytest.fixture
def end_connections(database):
    """What a restart of the server does to everyone."""

    def end():
        engine = create_engine(database, isolation_level="AUTOCOMMIT")
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        with engine.connect() as connection:
            connection.execute(text(f"{others} AND backend_type = 'client backend' AND datname IS NOT NULL"))
        engine.dispose()

    return end


def test_who_waits_too_long_for_another_writer_is_told(store, monkeypatch):
    monkeypatch.setattr(opened, "BUSY_TIMEOUT", 100)
    with writing(store.engine), pytest.raises(StoreTrouble) as trouble, writing(store.engine):
        pass
    assert trouble.value.key == "store_busy"


def test_a_server_that_was_restarted_is_connected_to_again(store, create, end_connections):
    id = create()
    end_connections()
    assert [line.experiment.id for line in store.experiments()] == [id]


def test_a_transaction_that_the_server_ended_is_trouble_and_leaves_nothing(store, create, end_connections):
    id = create()
    with pytest.raises(StoreTrouble) as trouble, writing(store.engine) as connection:
        connection.execute(text("DELETE FROM experiments"))
        end_connections()
        connection.execute(text("SELECT 1"))
    assert trouble.value.key == "store_unreachable"
    assert [line.experiment.id for line in store.experiments()] == [id]


def test_readers_do_not_wait_for_a_writer(store, create):
    id = create()
    with writing(store.engine) as connection:
        connection.execute(text("UPDATE experiments SET name = 'other'"))
        with reading(store.engine) as other:
            assert other.execute(text("SELECT name FROM experiments")).scalar() == "sevens"
    assert store.experiment(id).name == "other"
