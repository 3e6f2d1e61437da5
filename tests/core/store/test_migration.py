"""A store of any earlier version keeps what it has; one of a newer version is left alone."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from core.errors import UserError
from core.specs import to_json
from core.store.engine_process import ROOT
from core.store.migration import VERSION
from core.store.plan import planned_runs
from core.store.schema import metadata
from core.store.store import Store
from core.store.tidying import tidy
from core.store.usage import disk_use
from tests.core.store.test_store import ENDS

ON_BOTH = True
ID, RUN = "a" * 32, "b" * 32

# The tables as the first version made them, word for word but for the type of bytes.
FIRST = """
CREATE TABLE datasets (hash VARCHAR(64) NOT NULL PRIMARY KEY, name TEXT NOT NULL, added FLOAT NOT NULL);
CREATE TABLE experiments (id VARCHAR(32) NOT NULL PRIMARY KEY, name TEXT NOT NULL, task VARCHAR(16) NOT NULL,
  data VARCHAR(64) NOT NULL, spec TEXT NOT NULL, created FLOAT NOT NULL, stop_requested FLOAT,
  FOREIGN KEY (data) REFERENCES datasets (hash));
CREATE TABLE runs (id VARCHAR(32) NOT NULL PRIMARY KEY,
  experiment VARCHAR(32) NOT NULL, place INTEGER NOT NULL,
  kind VARCHAR(16) NOT NULL, cell VARCHAR(16) NOT NULL, seed INTEGER NOT NULL, units INTEGER NOT NULL,
  weights INTEGER NOT NULL, state VARCHAR(16) NOT NULL, attempt INTEGER NOT NULL, engine INTEGER,
  started FLOAT, finished FLOAT, error TEXT, device TEXT, kernel VARCHAR(32), kernel_reason VARCHAR(64),
  facts TEXT, UNIQUE (experiment, kind, cell, seed),
  FOREIGN KEY (experiment) REFERENCES experiments (id) ON DELETE CASCADE);
CREATE INDEX ix_runs_experiment ON runs (experiment);
CREATE INDEX ix_runs_state ON runs (state);
CREATE TABLE epochs (run VARCHAR(32) NOT NULL, epoch INTEGER NOT NULL,
  loss FLOAT NOT NULL, val_loss FLOAT, seconds FLOAT NOT NULL, samples INTEGER NOT NULL,
  PRIMARY KEY (run, epoch), FOREIGN KEY (run) REFERENCES runs (id) ON DELETE CASCADE);
CREATE TABLE artifacts (run VARCHAR(32) NOT NULL,
  name VARCHAR(32) NOT NULL, body {bytes} NOT NULL, PRIMARY KEY (run, name),
  FOREIGN KEY (run) REFERENCES runs (id) ON DELETE CASCADE);
CREATE TABLE engines (number {serial} NOT NULL PRIMARY KEY, pid INTEGER NOT NULL, host TEXT NOT NULL,
  heartbeat FLOAT NOT NULL, state VARCHAR(16) NOT NULL, facts TEXT);
"""
KINDS = {
    "sqlite": {"bytes": "BLOB", "serial": "INTEGER"},
    "postgresql": {"bytes": "BYTEA", "serial": "SERIAL"},
}
STEPS = {  # what later versions did to it before Alembic
    "1": "",
    "2": "ALTER TABLE epochs ADD COLUMN val_accuracy FLOAT;",
    "3": """ALTER TABLE epochs ADD COLUMN val_accuracy FLOAT;
        CREATE TABLE requests (id VARCHAR(32) NOT NULL PRIMARY KEY,
          experiment VARCHAR(32) NOT NULL,
          kind VARCHAR(16) NOT NULL, question TEXT NOT NULL, asked FLOAT NOT NULL, answer TEXT,
          FOREIGN KEY (experiment) REFERENCES experiments (id) ON DELETE CASCADE);
        CREATE INDEX ix_requests_asked ON requests (asked);""",
}


@pytest.fixture
def old(database, data, spec):
    """Returns `make(before)`: fill the database as that version left it, with an experiment."""

    def make(before):
        engine = create_engine(database)
        postgresql = engine.dialect.name == "postgresql"
        kinds = (
            {"bytes": "BYTEA", "serial": "SERIAL"} if postgresql else {"bytes": "BLOB", "serial": "INTEGER"}
        )
        with engine.begin() as connection:
            for statement in (FIRST.format(**kinds) + STEPS[before]).split(";"):
                if statement.strip():
                    connection.execute(text(statement))
            _put(connection, "datasets", hash=data.sha256, name="sevens", added=1.0)
            _put(connection, "experiments", id=ID, name="kept", task="forecast", data=data.sha256,
                 spec=to_json(spec()), created=2.0)  # fmt: skip
            row = planned_runs(spec(), ENDS)[1]
            _put(connection, "runs", **row | {"id": RUN, "experiment": ID, "state": "done"})
            _put(connection, "epochs", run=RUN, epoch=1, loss=0.5, val_loss=0.25, seconds=1.0, samples=9)
            _put(connection, "artifacts", run=RUN, name="weights", body=b"\x00\xff")
        engine.dispose()

    return make


def _put(connection, table, **values):
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)


def differences(store):
    """How its tables differ from those of a store that was made today."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, metadata)


@pytest.mark.parametrize("before", STEPS)
def test_an_older_store_keeps_its_experiments_and_gets_todays_tables(old, tmp_path, database, before):
    old(before)
    store = Store(tmp_path, url=database)
    assert [line.experiment.name for line in store.experiments()] == ["kept"]
    assert [run.state for run in store.runs(ID)] == ["done"]
    assert [(epoch.val_loss, epoch.val_accuracy) for epoch in store.epochs(ID)] == [(0.25, None)]
    (look,) = store.epochs(ID)
    assert (look.updates, look.at, look.passes) == (None, 1, 1.0)
    assert store.artifact(RUN, "weights") == b"\x00\xff"
    assert differences(store) == []
    store.delete(ID)
    assert store.epochs(ID) == []
    store.close()


def test_what_an_older_version_kept_was_brought_by_whoever_used_it(old, tmp_path, database, data):
    old("3")
    engine = create_engine(database)
    config = Config()
    config.set_main_option("script_location", "core.store:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.stamp(config, "3")
        command.upgrade(config, "7")
        connection.execute(text("UPDATE experiments SET owner = 'ann'"))
        _put(connection, "datasets", hash="f" * 64, name="never used", added=3.0)
    engine.dispose()
    store = Store(tmp_path, url=database)
    with store.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT hash, kind, owner, touched FROM brought ORDER BY touched")
        ).all()
    assert [tuple(row) for row in rows] == [
        (data.sha256, "parquet", "ann", 2.0),
        ("f" * 64, "parquet", "", 3.0),
    ]
    store.data.add(data)  # the files are there as they were
    assert tidy(store).files == 0 and store.data.has(data.sha256)
    (one,) = [one for one in disk_use(store).people if one.owner == "ann"]
    assert one.data == store.data.path(data.sha256).stat().st_size
    assert "" not in {one.owner for one in disk_use(store).people}
    store.close()


def test_a_new_store_has_the_tables_and_the_version(store):
    assert differences(store) == []
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [
            VERSION
        ]


def test_the_version_is_the_newest_step():
    folder = Path(import_module("core.store.migrations").__file__).parent
    steps = list(ScriptDirectory(str(folder)).walk_revisions())
    assert steps[0].revision == VERSION
    assert [step.revision for step in steps] == [str(n) for n in range(len(steps), 0, -1)]


@pytest.mark.parametrize("newer", [str(int(VERSION) + 1), "8f3a2c"])
def test_a_newer_store_is_told_and_left_as_it_is(store, create, tmp_path, database, newer):
    create()
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": newer})
        connection.execute(text("DROP TABLE requests"))
    with pytest.raises(UserError) as error:
        Store(tmp_path, url=database)
    assert (error.value.key, error.value.facts) == ("store_too_new", {"found": newer, "known": VERSION})
    assert not inspect(store.engine).has_table("requests") and len(store.experiments()) == 1


def test_many_may_open_an_old_store_at_once(old, tmp_path, database):
    old("1")
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store(tmp_path, url=database), range(4)))
    assert [len(store.experiments()) for store in stores] == [1] * 4
    for store in stores:
        store.close()


def test_alembic_is_not_imported_where_there_is_nothing_to_migrate(tmp_path):
    twice = "from core.store.store import Store; Store().close(); Store()"
    program = f"import sys; {twice}; print('alembic' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], env={"UNROLLED_HOME": str(tmp_path)}, cwd=ROOT, text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize(
    "url",
    ["oracle+cx_Oracle://x/y", "postgresql+psycopg://x@127.0.0.1:9/y"],
)
def test_a_database_that_cannot_be_reached_is_told(tmp_path, url):
    with pytest.raises(UserError) as error:
        Store(tmp_path, url=url)
    assert error.value.key == "store_unreachable" and "\n" not in error.value.facts["reason"]
