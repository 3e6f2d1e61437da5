"""The engine's loop: queue -> workers -> store. It alone writes what happened."""

import logging
import math
import os
import queue
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import distributed

from core.engine.assignment import read_assignment
from core.engine.cluster import Attendance, close, connect, quick_worker
from core.engine.fair_queue import Turns
from core.engine.lease import Lease
from core.engine.ledger import Ledger
from core.engine.logs import Logs
from core.engine.questions import Questions
from core.engine.stopping import Stopping
from core.engine.sweeping import Sweeping
from core.engine.workers import Slot, Workers
from core.store.engine_process import shorten_log
from core.store.quotas import quotas
from core.store.records import Run
from core.store.store import Store
from core.store.tidying import tidy
from core.store.trouble import StoreTrouble
from core.tasks import TASKS
from core.tasks.job import Ended, Job

TICK = 0.1  # seconds the loop waits for news
WARM_UP = "UNROLLED_WARM_UP"
LOOK = 0.5  # seconds between looks at the store for work and for wishes to stop
PATIENCE = 1.0  # seconds until a store in trouble, or a scheduler, is tried again
EVERY = 3600.0  # seconds between looks for what nobody uses any more
PAUSE = 15.0  # seconds without work after which it is used to get ready for more

log = logging.getLogger(__name__)


class TrainingEngine:
    """Runs until its lease is lost, it is told to leave, or it has been idle long enough."""

    def __init__(self, store: Store, lease: Lease, idle_seconds: float) -> None:
        self.store, self.lease, self.idle_seconds = store, lease, idle_seconds
        self.ledger = Ledger(store.engine, lease)
        self.sweeping, self.logs = Sweeping(self.ledger), Logs(store)
        self.news: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.turns = Turns()
        self.leaving = False
        self._unwritten: deque[tuple[str, Any]] = deque()  # news that are not in the store yet
        self._device: dict[str, Any] = {}  # what a warm worker told of where it will train
        self._trouble = ""  # what ailed the store last
        self.stopping = Stopping(quotas().run_minutes)
        self._looked, self._tidied = 0.0, -math.inf
        # When workers with nothing to do should get ready for what may come.
        self._warm_from = math.inf if os.environ.get(WARM_UP) == "off" else 0.0
        self._busy = time.monotonic()

    def run(self) -> None:
        """Work with workers, and with others when all of these have left for good."""
        while not self._leaves():
            try:
                client = connect()
            except OSError as error:  # it may be there soon: containers start in any order
                log.warning("no scheduler: %s", error)
                self._tell_waiting()
                continue
            self._work_with(client)

    def _tell_waiting(self) -> None:
        """Let everyone see that no scheduler answers; a store in trouble learns of it next time."""
        with suppress(StoreTrouble):
            self.lease.tell("waiting")
        time.sleep(PATIENCE)

    def _work_with(self, client: distributed.Client) -> None:
        """Take over what a dead engine left, or workers that are gone; then work."""
        attendance = Attendance(client)
        try:
            self.ledger.requeue_orphans()
            kept = quick_worker(client)
            self.workers = Workers(client, self._hear("event"), self._hear_end, self._hear("warm"), kept)
            self.questions = Questions(self.store, self.ledger, client, kept)
            self.questions.open()
            self._announce()
            while not self._leaves() and not attendance.over(len(self.workers.slots)):
                self._turn()
            self.questions.close()
        finally:
            close(client)

    def _leaves(self) -> bool:
        return self.leaving or self.lease.lost.is_set() or self._idle()

    def _hear(self, what: str) -> Callable[[Any], None]:
        return lambda news: self.news.put((what, news))

    def _hear_end(self, *end: Any) -> None:
        self.news.put(("end", end))

    def _announce(self) -> None:
        self.workers.look()
        self._busy = time.monotonic()  # putting the cluster together was no idleness
        self._unwritten.append(("ready", {}))

    def _look(self) -> None:
        """Call the roll; who reads how many workers there are should read it right."""
        before = len(self.workers.slots)
        self.workers.look()
        if len(self.workers.slots) != before:
            self._unwritten.append(("ready", {}))

    def _turn(self) -> None:
        """Write what happened, then look for work; with a store in trouble, keep the news and try again."""
        self._unwritten.extend(self._heard())
        try:
            self._write()
            if time.monotonic() - self._looked >= LOOK:
                self._looked = time.monotonic()
                self._look()
                self.stopping.stop_unwanted(self.workers, self.ledger)
                self._fill()
                self._tidy()
        except StoreTrouble as trouble:
            if str(trouble) != self._trouble:
                log.warning("work waits for the store: %s", trouble)
            self._trouble, self._busy = str(trouble), time.monotonic()
            time.sleep(PATIENCE)

    def _heard(self) -> list[tuple[str, Any]]:
        """Everything that was told since the last turn; waits a moment for the first."""
        heard = []
        try:
            heard.append(self.news.get(timeout=TICK))
            while True:
                heard.append(self.news.get_nowait())
        except queue.Empty:
            return heard

    def _write(self) -> None:
        """Events first, together. What was written is forgotten, and only that."""
        events = [facts for what, facts in self._unwritten if what == "event"]
        if events:
            self.ledger.note(events)
            for event in events:
                self.stopping.hear(event)
            self._unwritten = deque(news for news in self._unwritten if news[0] != "event")
        while self._unwritten:
            what, facts = self._unwritten[0]
            if what == "end":
                self._end(*facts)
                self._looked = 0.0  # a worker is free: look for work at once
            else:
                self._device |= facts
                self.lease.tell("ready", workers=len(self.workers.slots), **self._device)
            self._unwritten.popleft()

    def _end(self, job: Job, ended: Ended | BaseException | None) -> None:
        ended = self.stopping.outcome(job, ended)
        if ended is None:
            log.warning("run %s lost its worker at attempt %s", job.run, job.attempt)
            self.ledger.lost(job.run, job.attempt)
        elif isinstance(ended, BaseException):
            log.error("run %s failed", job.run, exc_info=ended)
            error = {"key": "run_crashed", "facts": {"reason": f"{type(ended).__name__}: {ended}"[:300]}}
            self.ledger.end(job.run, job.attempt, Ended("failed", error=error))
        else:
            self.ledger.end(job.run, job.attempt, ended)
            if job.kind == "backtest" and TASKS[job.task].rehearsed:
                self.questions.expect(job.experiment)
        self.stopping.forget(job)
        self.logs.look(job.experiment)

    def _fill(self) -> None:
        sweeping = self.sweeping.look(len(self.workers.slots))
        waiting, running = self.ledger.queued(), list(self.workers.working())
        if waiting or running or sweeping or self.questions.at_work:
            self._busy = time.monotonic()
            self._warm_from = max(self._warm_from, self._busy + PAUSE)
        elif time.monotonic() > self._warm_from:
            self._warm_from = math.inf  # once
            self.questions.warm_up(after=self.workers.warm_up())
        for slot in self.workers.free():
            self.workers.rest(slot)
        for slot in self.workers.free():
            run = self.turns.next_run(self.ledger.queued(), running, self.ledger)
            if run is None:
                return
            if self._begin(slot, run):
                running.append(run.id)

    def _begin(self, slot: Slot, run: Run) -> bool:
        """Give a waiting run to a free worker, if it still waits and all it needs can be had."""
        assignment = read_assignment(self.store, self.ledger, run)
        attempt = self.ledger.begin(run) if assignment else None
        if assignment is None or attempt is None:
            return False
        if assignment.refused is None:
            job = assignment.job(attempt)
            self.stopping.begin(job, assignment.experiment.owner)
            self.workers.start(slot, job)
        else:
            self.news.put(("end", (assignment.job(attempt), assignment.refused)))
        return assignment.refused is None

    def _tidy(self) -> None:
        """At the start and every hour, sweep what nobody uses any more."""
        if time.monotonic() - self._tidied > EVERY:
            self._tidied = time.monotonic()
            shorten_log(self.store.folder)
            swept = tidy(self.store)
            log.info("swept %s files, %s bytes", swept.files, swept.bytes)

    def _idle(self) -> bool:
        return time.monotonic() - self._busy > self.idle_seconds
