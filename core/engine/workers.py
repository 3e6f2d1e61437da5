"""The workers as the engine sees them: who is free, who does what, who must be restarted."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import distributed

from core.cells import USUAL
from core.tasks import TASKS
from core.tasks import job as jobs
from core.tasks.job import TOPIC, Ended, Job

MOST_RUNS = 25  # a worker is restarted after so many: repeated fits leak about 9 MB each
ANSWER = 3.0  # seconds a scheduler has to call the roll; the loop waits for nothing longer
MOST_MEMORY = 2_000_000_000  # bytes

log = logging.getLogger(__name__)


@dataclass
class Slot:
    """A worker and what the engine knows of it."""

    address: str
    runs: int = 0
    memory: int = 0
    restarting: bool = False
    working: Job | None = None
    future: Any = field(default=None, repr=False)


class Workers:
    """Places jobs on free workers, one each, and tells what becomes of them.

    Args:
        on_event: Called from Dask's thread with each event of a worker.
        on_end: Called from Dask's thread with a job and what came of it: None if its worker was lost.
        on_warm: Called from Dask's thread with the device that a warm worker will train on.
        kept: Name of a worker that trains nothing.
    """

    def __init__(
        self,
        client: distributed.Client,
        on_event: Callable[[dict[str, Any]], None],
        on_end: Callable[[Job, Ended | BaseException | None], None],
        on_warm: Callable[[dict[str, Any]], None],
        kept: int | None = None,
    ) -> None:
        self.client, self.on_end, self.on_warm, self.kept = client, on_end, on_warm, kept
        self.slots: dict[str, Slot] = {}
        self._warming: list[Any] = []
        self.on_event, self._scheduler = on_event, ""

    def look(self) -> None:
        """Take the roll: new workers get a slot; jobs whose worker has left are reported as lost."""
        try:
            known = self._known()
        except OSError as error:  # no answer is no news
            log.warning("the scheduler does not answer: %s", error)
            return
        present = {address for address, about in known.items() if about["name"] != self.kept}
        for address in present - set(self.slots):
            self.slots[address] = Slot(address)
        for address in set(self.slots) - present:
            slot = self.slots.pop(address)
            log.info("worker %s has left", address)
            if slot.working:
                self._lost(slot)

    def _known(self) -> dict[str, Any]:
        """Workers by address, asked of the scheduler itself.

        `Client.scheduler_info` would do, if the client did not put a table without any workers in its place
        every two seconds: read at the wrong moment, all workers seem to have left.
        """
        about: dict[str, Any] = self.client.sync(
            self.client.scheduler.identity, n_workers=-1, callback_timeout=ANSWER
        )
        if about["id"] != self._scheduler:
            self._listen(about["id"])
        known: dict[str, Any] = about["workers"]
        return known

    def _listen(self, scheduler: str) -> None:
        """Hear what workers tell; a scheduler that came back does not know who had asked for that."""
        self._scheduler = scheduler
        self.client.subscribe_topic(TOPIC, lambda event: self.on_event(event[1]))

    def free(self) -> list[Slot]:
        """Workers that could begin something now."""
        return [slot for slot in self.slots.values() if slot.working is None and not slot.restarting]

    def start(self, slot: Slot, job: Job) -> None:
        """Give a job to a free worker."""
        slot.working = job
        slot.future = self.client.submit(
            jobs.work,
            job,
            key=job.key,
            pure=False,
            workers=[slot.address],
            allow_other_workers=False,
            retries=0,
        )
        slot.future.add_done_callback(lambda future: self._ended(slot, job, future))

    def warm_up(self) -> list[Any]:
        """Let free workers prepare for the first person, in small steps that a job overtakes."""
        first, *later = (name for name, task in TASKS.items() if task.warm)
        for slot in self.free():
            for cell in USUAL:
                self._warm(slot, jobs.warm_up, first, cell).add_done_callback(self._warmed)
            self._warm(slot, jobs.warm_up_baselines)
            for task in later:
                for cell in USUAL:
                    self._warm(slot, jobs.warm_up, task, cell)
        return self._warming

    def _warm(self, slot: Slot, step: Callable[..., Any], *given: Any) -> Any:
        future = self.client.submit(
            step,
            *given,
            pure=False,
            workers=[slot.address],
            allow_other_workers=False,
            priority=-1,
        )
        self._warming.append(future)
        return future

    def _warmed(self, future: Any) -> None:
        if future.status == "finished":
            self.on_warm(future.result())

    def working(self) -> dict[str, Slot]:
        """Posts by the run they work on."""
        return {slot.working.run: slot for slot in self.slots.values() if slot.working}

    def stop(self, slot: Slot) -> None:
        """Ask a worker's job to stop. In a thread, for a busy worker answers late."""
        if slot.working:
            asked = (slot.working.key, slot.address)
            threading.Thread(target=self._ask_to_stop, args=asked, daemon=True).start()

    def _ask_to_stop(self, key: str, address: str) -> None:
        self.client.run(jobs.ask_to_stop, key, workers=[address], on_error="ignore")

    def restart(self, slot: Slot) -> None:
        """Replace a worker's process; whatever it does is lost. In a thread, for it may take seconds."""
        slot.restarting = True
        threading.Thread(target=self._restart, args=(slot,), daemon=True).start()

    def rest(self, slot: Slot) -> None:
        """Replace a free worker that has done enough, or has grown."""
        if slot.runs >= MOST_RUNS or slot.memory > MOST_MEMORY:
            self.restart(slot)

    def _restart(self, slot: Slot) -> None:
        try:
            self.client.restart_workers([slot.address], timeout=60, raise_for_error=False)
        finally:
            slot.restarting = False
            slot.runs = slot.memory = 0

    def _ended(self, slot: Slot, job: Job, future: Any) -> None:
        if slot.working is not job or future.status == "cancelled":
            return  # the roll-call has already reported it
        error = future.exception() if future.status == "error" else None
        slot.working, slot.runs = None, slot.runs + 1
        if error is None:
            ended = future.result()
            slot.memory = ended.memory
            self.on_end(job, ended)
        else:
            self.on_end(job, None if isinstance(error, distributed.scheduler.KilledWorker) else error)

    def _lost(self, slot: Slot) -> None:
        lost, slot.working = slot.working, None
        slot.future.cancel()
        assert lost is not None
        self.on_end(lost, None)
