"""What pages and the command line may ask of the store; what the engine writes is in `ledger`."""

import re
import time

from sqlalchemy import delete, select, update

from core.arrays import Arrays, unpack
from core.errors import UserError
from core.names import given_name
from core.specs import ExperimentSpec
from core.store.brought import require_kept
from core.store.creation import insert_experiment
from core.store.data_store import DataStore
from core.store.database import reading, writing
from core.store.listing import latest
from core.store.liveness import life_of
from core.store.plan import Ends, planned_runs
from core.store.records import EngineStatus, Epoch, Experiment, ExperimentLine, Run, read_json
from core.store.rows import as_experiment, as_run
from core.store.schema import artifacts, engines, epochs, experiments, runs
from core.store.shares import require_room, require_turns
from core.store.whose import Owners

ID = re.compile(r"[0-9a-f]{32}")


class Store(DataStore):
    """Experiments, runs and data sets: all that pages, command line and engine share. This is its contract.

    **Who writes.** Anybody creates, renames, stops and deletes experiments, brings data and asks
    questions. What runs do (states, epochs, results, answers) only the engine writes, through its
    `Ledger`; what was found, in a few facts, whoever reads a finished experiment first. Writers take
    turns, by SQLite's lock or one lock of the whole PostgreSQL store; readers wait for nobody and see
    what was committed. Several processes and threads may hold stores of one home at once; a store is
    cheap to open.

    **Lease and fence.** An engine holds a lease, a number that only grows; the highest is the engine. The
    first statement of each of its transactions, the fence, looks whether that is still its own: one that
    was taken for dead and wakes up finds that it is not, and writes nothing any more. So each moment has
    one writer of results.

    **Attempt.** Each start of a run has a number. News names the run and the attempt and changes a row
    only while that attempt runs: what a lost worker sends late, what arrives twice, what was stopped
    meanwhile changes nothing. States move as `core.store.states` says; arrays, weights and "done" are
    committed together.

    **What survives what.** Killed pages, workers and engines: everything committed; the next engine
    queues again what was running, and equal seeds give the same numbers. A crash of the machine: SQLite
    stays whole, and may lose what was committed in its last moments (synchronous is NORMAL); those runs
    are done again. A full disk: nothing is half written; the engine tries again, everybody else gets
    `StoreTrouble`. A deleted experiment takes its runs and results along; data goes a day after nobody
    names it, questions after an hour. Data files are named by the hash of their content, whole as soon as
    they are there, and never change. A store of an older version is brought up to date when it is opened;
    one of a newer version is refused and left as it is.

    **Trouble.** Every method raises `StoreTrouble` where the disk or the database does not let it work.
    """

    def create_experiment(
        self,
        spec: ExperimentSpec,
        name: str,
        ends: Ends,
        now: float | None = None,
        owner: str | None = None,
        source_name: str | None = None,
        parts: int = 1,
    ) -> str:
        """Queue an experiment with all its runs.

        Args:
            ends: What the networks are connected to, which their weight counts depend on.
            owner: On whose list it stands, where there are several people.
            source_name: What its data is called by whoever brought it.
            parts: That the baselines are done in, for workers to share.

        Returns:
            Its id: 128 random bits, for whoever knows the id may see the experiment.

        Raises:
            UserError: What `require_turns`, `require_room` and `require_kept` raise.
        """
        moment = time.time() if now is None else now
        rows = planned_runs(spec, ends, parts)
        with writing(self.engine) as connection:
            require_turns(connection, owner, len(rows))
            require_room(connection, owner, 0, moment, self.folder)
            require_kept(connection, self.data, spec, moment)
            return insert_experiment(connection, spec, name, rows, moment, owner, source_name=source_name)

    def experiment(self, id: str) -> Experiment:
        """One experiment.

        Raises:
            UserError: `unknown_experiment` for an id that is malformed, unknown or deleted.
        """
        if not ID.fullmatch(str(id)):
            raise UserError("unknown_experiment")
        with reading(self.engine) as connection:
            row = connection.execute(select(experiments).where(experiments.c.id == id)).first()
        if row is None:
            raise UserError("unknown_experiment")
        return as_experiment(row)

    def experiments(self, limit: int = 200, owners: Owners = None) -> list[ExperimentLine]:
        """The latest experiments, newest first: those of some owners, or all of them."""
        return latest(self.engine, limit, owners)

    def rename(self, id: str, name: str) -> None:
        """Give an experiment another name; raises what `core.names.given_name` does."""
        plain = given_name(name)
        with writing(self.engine) as connection:
            connection.execute(update(experiments).where(experiments.c.id == id).values(name=plain))

    def delete(self, id: str) -> None:
        """Delete an experiment with its runs and results; the engine drops what still runs of it."""
        with writing(self.engine) as connection:
            connection.execute(delete(experiments).where(experiments.c.id == id))

    def request_stop(self, id: str, now: float | None = None) -> None:
        """Stop an experiment: queued runs end at once, running ones when the engine hears of it."""
        moment = time.time() if now is None else now
        with writing(self.engine) as connection:
            connection.execute(
                update(experiments).where(experiments.c.id == id).values(stop_requested=moment)
            )
            connection.execute(
                update(runs)
                .where(runs.c.experiment == id, runs.c.state == "queued")
                .values(state="cancelled", finished=moment)
            )

    def runs(self, experiment: str) -> list[Run]:
        """All runs of an experiment, in the order in which they are started."""
        with reading(self.engine) as connection:
            query = select(runs).where(runs.c.experiment == experiment).order_by(runs.c.place)
            return [as_run(row) for row in connection.execute(query)]

    def epochs(self, experiment: str) -> list[Epoch]:
        """Everything learnt so far, by run and epoch."""
        with reading(self.engine) as connection:
            query = (
                select(epochs)
                .join(runs)
                .where(runs.c.experiment == experiment)
                .order_by(runs.c.place, epochs.c.epoch)
            )
            return [Epoch(**row._mapping) for row in connection.execute(query)]

    def arrays(self, run: str) -> Arrays:
        """The arrays a finished run left; empty if it has not ended well."""
        body = self.artifact(run, "arrays")
        return unpack(body) if body else {}

    def artifact(self, run: str, name: str) -> bytes | None:
        """A file that a finished run left: "arrays" or "weights"."""
        with reading(self.engine) as connection:
            query = select(artifacts.c.body).where(artifacts.c.run == run, artifacts.c.name == name)
            return connection.execute(query).scalar()

    def engine_status(self, now: float | None = None) -> EngineStatus | None:
        """The latest engine, or None if there never was one; silent ones count as gone."""
        with reading(self.engine) as connection:
            row = connection.execute(select(engines).order_by(engines.c.number.desc()).limit(1)).first()
        if row is None:
            return None
        life = life_of(row, time.time() if now is None else now)
        facts = read_json(row.facts) or {}
        return EngineStatus(row.number, row.pid, row.host, row.state if life == "alive" else "gone", **facts)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
