"""What a run needs from the store, read before it counts as begun: nothing may come in between."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from core.engine.ledger import Ledger
from core.errors import UserError
from core.store.plan import REFITS
from core.store.records import Run
from core.store.rows import spec_from
from core.store.store import Store
from core.store.trouble import StoreTrouble
from core.tasks.job import Ended, Job


@dataclass(frozen=True)
class Assignment:
    """A run with its data; or, in `refused`, how it ends because these cannot be had."""

    run: Run
    experiment: Row[Any]
    spec: Any  # ExperimentSpec; None where it cannot be read
    body: bytes
    vectors: bytes | None
    before: Run | None  # the backtest whose path a refit goes
    refused: Ended | None
    parts: int = 1  # that the baselines are done in

    def job(self, attempt: int) -> Job:
        """What travels to a worker."""
        run, of, path = self.run, self.experiment, self.before.facts if self.before else {}
        return Job(
            run.id, run.experiment, attempt, of.task, run.kind, run.cell, run.seed, run.units,
            self.spec, self.body, kernel=run.kernel, vectors=self.vectors,
            rates=tuple(path["rates"]) if path else None, check=path.get("check", 0), parts=self.parts,
        )  # fmt: skip


def read_assignment(store: Store, ledger: Ledger, run: Run) -> Assignment | None:
    """Everything a run needs, or None if its experiment was deleted; raises `StoreTrouble`."""
    experiment = ledger.experiment(run.experiment)
    if experiment is None:
        return None
    body, vectors, spec, refused = b"", None, None, None
    try:
        spec = spec_from(experiment.spec)
        body, vectors = store.dataset_body(experiment.data), store.vectors_for(spec)
    except StoreTrouble:
        raise
    except UserError as error:
        refused = Ended("failed", error={"key": error.key, "facts": error.facts})
    before = ledger.backtest_of(run) if run.kind in REFITS else None
    parts = ledger.baseline_parts(run.experiment) if run.kind == "simple" else 1
    return Assignment(run, experiment, spec, body, vectors, before, refused, parts)
