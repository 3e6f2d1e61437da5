"""The workers: a local cluster that the engine owns, or the cluster at UNROLLED_SCHEDULER."""

import logging
import os
import tempfile
import time
from contextlib import suppress
from urllib.parse import urlsplit

import dask
import distributed

from core.engine.forkserver import ALLOCATOR, WORKER_ENVIRONMENT, keep_preload, kept_keras, start_method
from core.engine.keys import own_security
from core.errors import UserError
from core.gpus import count_gpus
from core.home import cache_folder

SCHEDULER = "UNROLLED_SCHEDULER"
DESERTED = 60.0  # seconds without any worker after which the local cluster is built anew
REACH = "10s"  # how long a scheduler is looked for, also one that was lost
GOODBYE = 3.0  # seconds that a scheduler has to let us go
HEALTH = ["distributed.http.health"]  # all that is told over HTTP, which any account of this machine can ask
SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,  # the engine counts attempts itself
    "distributed.nanny.pre-spawn-environ": ALLOCATOR | {"OMP_NUM_THREADS": "1"},
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "500ms",  # of a health check; at 20 ms an idle worker never rests
    "distributed.worker.daemon": True,  # workers die with their engine
    "distributed.scheduler.work-stealing": False,  # runs are placed by the engine
    "distributed.comm.timeouts.connect": "20s",
    "distributed.scheduler.http.routes": HEALTH,
    "distributed.worker.http.routes": HEALTH,
}


def connect() -> distributed.Client:
    """A client of the cluster to use.

    Raises:
        UserError: `insecure_scheduler` for an address without TLS: whoever reaches it can run code;
            `scheduler_address_wrong`.
        OSError: The scheduler at the address does not answer.
    """
    logging.getLogger("distributed").setLevel(logging.ERROR)
    dask.config.set(SETTINGS | {"distributed.worker.multiprocessing-method": start_method()})
    address = os.environ.get(SCHEDULER)
    if address:
        refuse_insecure(address)
        return distributed.Client(address, timeout=REACH)
    # Workers look for modules in a folder of theirs: in the shared temporary one others could lay some there.
    dask.config.set(
        {"temporary-directory": str(cache_folder("dask") or tempfile.mkdtemp(prefix="unrolled-"))}
    )
    local = distributed.LocalCluster(
        n_workers=trainers() + 1,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        security=own_security(),
        env=WORKER_ENVIRONMENT | kept_keras(),
        preload=["core.engine.preload"],
        silence_logs=logging.ERROR,
        memory_limit=None,
    )
    keep_preload()
    return distributed.Client(local)


class Attendance:
    """Whether a cluster still works for us, or must be given up for another."""

    def __init__(self, client: distributed.Client) -> None:
        self.client, self._attended = client, time.monotonic()

    def over(self, workers: int) -> bool:
        """Our own has no worker that trains, and gets none: Dask stops to replace them at some point.

        A foreign one's scheduler has been gone for so long that Dask does not try to reach it any more.

        Args:
            workers: How many there are now.
        """
        if self.client.cluster is None:
            return bool(self.client.status == "closed")
        if workers:
            self._attended = time.monotonic()
        return time.monotonic() - self._attended > DESERTED


def trainers() -> int:
    """How many workers of a local cluster train: one per GPU, or per core; one more answers questions."""
    return count_gpus() or os.cpu_count() or 1


def quick_worker(client: distributed.Client) -> int | None:
    """Name of the worker that a local cluster keeps for quick questions, also after it was replaced."""
    return None if client.cluster is None else trainers()


def refuse_insecure(address: str) -> None:
    """Let through TLS only: other accounts reach this machine's own addresses, too."""
    if "@" in address:  # a password, perhaps: it is not told
        raise UserError("scheduler_address_wrong")
    if urlsplit(address).scheme != "tls":
        raise UserError("insecure_scheduler", address=address)


def close(client: distributed.Client) -> None:
    """Leave; a cluster of our own ends with us."""
    cluster = client.cluster
    with suppress(TimeoutError):  # of a scheduler that has gone before us
        client.close(timeout=GOODBYE)
    if cluster is not None:
        cluster.close()
