"""Runs that end before they are done: somebody stopped them, or they took longer than one may.

A job is asked first; if it does not listen, its worker's process is replaced, and so is one that hangs.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from core.engine.ledger import Ledger
from core.engine.workers import Slot, Workers
from core.tasks.job import Ended, Job

GRACE = 3.0  # seconds a job has to stop by itself before its worker is restarted


class Stopping:
    """Knows since when jobs are at work, and which were asked to stop.

    Args:
        minutes: That a run may take once it has begun, where runs have an owner; 0 is no limit.
        clock: Seconds, on a clock that nobody sets.
    """

    def __init__(self, minutes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.minutes, self.clock = minutes, clock
        self._since: dict[str, float] = {}  # by key of a job: when it was given, then begun
        self._asked: dict[str, float] = {}
        self._late: set[str] = set()

    def begin(self, job: Job, owner: str | None) -> None:
        """A job was given to a worker; on one's own machine it may take as long as it likes."""
        if self.minutes and owner is not None:
            self._since[job.key] = self.clock()

    def hear(self, event: dict[str, Any]) -> None:
        """What a worker told: only from its start on is a run at work, before it may have had to wait."""
        key = f"{event['run']}-{event['attempt']}"
        if event["what"] == "started" and key in self._since:
            self._since[key] = self.clock()

    def stop_unwanted(self, workers: Workers, ledger: Ledger) -> None:
        """Stop what nobody wants any more, and what takes too long."""
        working = workers.working()
        wanted = ledger.wanted(list(working))
        for run, slot in working.items():
            job = slot.working
            if job is not None and (run not in wanted or self._is_late(job)):
                self._stop(job, slot, workers, ledger)

    def _stop(self, job: Job, slot: Slot, workers: Workers, ledger: Ledger) -> None:
        """Ask first; past the grace the run counts as stopped and its worker's process is replaced."""
        if job.key not in self._asked:
            self._asked[job.key] = self.clock()
            workers.stop(slot)
        elif self.clock() - self._asked[job.key] > GRACE and not slot.restarting:
            ledger.end(job.run, job.attempt, self._stopped(job, Ended("stopped")))
            workers.restart(slot)

    def _is_late(self, job: Job) -> bool:
        """Whether a job takes longer than one may; once it does, it stays so."""
        if self.clock() - self._since.get(job.key, self.clock()) > 60.0 * self.minutes:
            self._late.add(job.key)
        return job.key in self._late

    def outcome(self, job: Job, ended: Ended | BaseException | None) -> Ended | BaseException | None:
        """How a job ended.

        Args:
            ended: What its worker told; None if there is no worker any more.
        """
        if job.key not in self._asked:
            return ended
        if ended is None or (isinstance(ended, Ended) and ended.how == "stopped"):
            return self._stopped(job, ended or Ended("stopped"))
        return ended

    def _stopped(self, job: Job, ended: Ended) -> Ended:
        error = {"key": "run_too_long", "facts": {"minutes": self.minutes}}
        return replace(ended, how="failed", error=error) if job.key in self._late else ended

    def forget(self, job: Job) -> None:
        """All about it is written."""
        self._since.pop(job.key, None)
        self._asked.pop(job.key, None)
        self._late.discard(job.key)
