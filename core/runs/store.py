"""What pages and the command line may ask of the store; what the engine writes is in `ledger`."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import delete, insert, select, update

from core.data.frame import Dataset
from core.errors import UserError
from core.names import given_name, plain_name
from core.runs.arrays import Arrays, unpack
from core.runs.bodies import AnyData, series_from, texts_from
from core.runs.creation import insert_experiment
from core.runs.data_folder import DataFolder
from core.runs.database import home, open_database, reading, store_url, writing
from core.runs.listing import latest
from core.runs.liveness import life_of
from core.runs.plan import Ends, planned_runs
from core.runs.records import EngineStatus, Epoch, Experiment, ExperimentLine, Run, read_json
from core.runs.rows import as_experiment, as_run
from core.runs.schema import artifacts, datasets, engines, epochs, experiments, runs
from core.runs.trouble import require_writable, understood
from core.specs import ExperimentSpec, SentimentSpec, from_json
from core.text.dataset import TextDataset
from core.text.facts import TextFacts
from core.text.parquet import read_rows_of, read_text_facts, read_texts_of

ID = re.compile(r"[0-9a-f]{32}")


class Store:
    """Experiments, runs and data sets; cheap to open, safe to use from several processes.

    Every method raises `StoreTrouble` where the disk or the database does not let it work.
    """

    def __init__(self, folder: Path | None = None, url: str | None = None) -> None:
        self.folder = folder or home()
        require_writable(self.folder)
        self.data = DataFolder(self.folder / "data")
        with understood():
            self.engine = open_database(url or store_url(self.folder))

    def add_dataset(self, data: AnyData) -> str:
        """Keep a data set under the hash of its content, which is returned."""
        self.data.add(data)
        with writing(self.engine) as connection:
            known = connection.execute(select(datasets.c.hash).where(datasets.c.hash == data.sha256)).first()
            if known is None:
                values = {"hash": data.sha256, "name": plain_name(data.name), "added": time.time()}
                connection.execute(insert(datasets).values(values))
        return data.sha256

    def dataset_body(self, hash: str) -> bytes:
        """A data set as Parquet.

        Raises:
            UserError: `data_gone` if there is none of that name.
        """
        return self.data.path(hash).read_bytes()

    def dataset(self, hash: str, name: str | None = None) -> Dataset:
        """A series by its hash, called as an experiment calls it; raises `data_gone`."""
        found = series_from(self.dataset_body(hash))
        return found if name in (None, found.name) else replace(found, name=name)

    def texts(self, hash: str) -> TextDataset:
        """Labelled texts by their hash; raises `data_gone`."""
        return texts_from(self.dataset_body(hash))

    def text_facts(self, hash: str, name: str | None = None) -> TextFacts:
        """What is known of labelled texts, read without them; raises `data_gone`."""
        found = read_text_facts(self.data.path(hash))
        return found if name in (None, found.name) else replace(found, name=name)

    def texts_of(self, hash: str, rows: Sequence[int]) -> list[str]:
        """Some texts of a data set by their rows; raises `data_gone`."""
        return read_texts_of(self.data.path(hash), rows)

    def file_rows(self, hash: str, rows: Sequence[int]) -> list[int | None]:
        """Where these texts stood in the file that was brought, from 1; None where nobody knows."""
        return read_rows_of(self.data.path(hash), rows)

    def vectors_for(self, spec: str) -> bytes | None:
        """The word vectors that an experiment's spec, as JSON, begins with; raises `vectors_gone`."""
        task = from_json(ExperimentSpec, spec).task
        chosen = task.vectors if isinstance(task, SentimentSpec) else ""
        return self.data.vectors(chosen) if chosen else None

    def create_experiment(
        self,
        spec: ExperimentSpec,
        name: str,
        ends: Ends,
        now: float | None = None,
        owner: str | None = None,
        source_name: str | None = None,
    ) -> str:
        """Queue an experiment with all its runs.

        Args:
            ends: What the networks are connected to, which their weight counts depend on.
            owner: On whose list it stands, where there are several people.
            source_name: What its data is called by whoever brought it.

        Returns:
            Its id: 128 random bits, for whoever knows the id may see the experiment.
        """
        moment = time.time() if now is None else now
        with writing(self.engine) as connection:
            rows = planned_runs(spec, ends)
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

    def experiments(self, limit: int = 200, owner: str | None = None) -> list[ExperimentLine]:
        """The latest experiments, newest first: one owner's, or all of them."""
        return latest(self.engine, limit, owner)

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
