"""Sweeps go on: what has ended tells which setting comes next, and in the end which one is scored on test.

All of it is read from the store, so that the next engine goes on where one was killed.
"""

import logging
import time

from core.engine.lease import LeaseLost
from core.engine.ledger import Ledger
from core.errors import UserError
from core.store.database import writing
from core.store.trouble import StoreTrouble
from core.sweeps.records import Sweep, Trial
from core.sweeps.rows import active_sweeps, end_sweep, insert_trial, insert_winner, trials_of
from core.sweeps.spec import Setting

log = logging.getLogger(__name__)


class Sweeping:
    """Feeds the queue with settings, a few at a time: later ones may depend on how earlier ones ended."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.database = ledger, ledger.database

    def look(self, workers: int) -> bool:
        """Queue settings where fewer runs wait than there are workers; whether any sweep goes on."""
        active = active_sweeps(self.database)
        for sweep in active:
            try:
                self._go_on(sweep, max(workers, 1))
            except (LeaseLost, StoreTrouble):
                raise
            except UserError as error:  # what its owner may have is used up
                self._fail(sweep, error.key, **error.facts)
            except Exception as error:  # one sweep must never end the engine
                log.exception("sweep %s cannot go on", sweep.id)
                self._fail(sweep, "sweep_crashed", reason=f"{type(error).__name__}: {error}"[:300])
        return bool(active)

    def _go_on(self, sweep: Sweep, workers: int) -> None:
        trials = trials_of(self.database, sweep.id)
        waiting = sum(run.state == "queued" for trial in trials for run in trial.runs)
        if waiting >= workers:
            return
        setting = None if _over(sweep, trials) else _next(sweep, trials)
        if setting is not None:
            with writing(self.database) as connection:
                self.ledger.lease.fence(connection)
                insert_trial(connection, sweep, setting)
        elif all(trial.ended for trial in trials):
            self._choose(sweep, trials)

    def _choose(self, sweep: Sweep, trials: list[Trial]) -> None:
        with writing(self.database) as connection:
            self.ledger.lease.fence(connection)
            chosen = insert_winner(connection, sweep, trials)
        if chosen is None:
            self._fail(sweep, "sweep_without_winner", tried=len(trials))

    def _fail(self, sweep: Sweep, key: str, **facts: object) -> None:
        with writing(self.database) as connection:
            self.ledger.lease.fence(connection)
            end_sweep(connection, sweep.id, {"key": key, "facts": facts})


def _over(sweep: Sweep, trials: list[Trial]) -> bool:
    """Whether no further setting may be begun: for their number, or for the minutes since the first."""
    if len(trials) >= sweep.spec.settings:
        return True
    limit = 60.0 * sweep.spec.minutes
    return bool(limit and trials and time.time() - trials[0].created > limit)


def _next(sweep: Sweep, trials: list[Trial]) -> Setting | None:
    from core.engine.sampling import next_setting  # Optuna takes a second, and is needed by sweeps only

    return next_setting(sweep.spec, trials)
