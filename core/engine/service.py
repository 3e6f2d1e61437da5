"""An engine's time in office: take the lease, work, and leave when told to or when another has taken over."""

import logging
import os
import signal
import threading
import time
from pathlib import Path
from types import FrameType

from core.engine.engine import TrainingEngine
from core.engine.lease import Lease, LeaseLost, acquire
from core.engine.starter import watch_starter
from core.store.quotas import quotas
from core.store.store import Store

PATIENCE = 10.0  # seconds that leaving may take
GOODBYE = 3.0  # seconds that the last word to the store may take after that


def serve(home: Path | None, idle_seconds: float, starter: int | None = None) -> None:
    """Work until told to leave, unless another engine is alive.

    Args:
        home: Folder of the store (default: UNROLLED_HOME).
        idle_seconds: Leave after so long without work.
        starter: Process that started this one; soon after it has ended, there need be no engine without work.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    quotas()  # what is wrong with them is told at the start
    store = Store(home)
    lease = acquire(store.engine)
    if lease is None:
        logging.info("another engine is alive")
        return
    lease.start()
    engine = TrainingEngine(store, lease, idle_seconds)
    if starter is not None:
        watch_starter(engine, starter)

    def leave(_signal: int, _frame: FrameType | None) -> None:
        engine.leaving = True
        threading.Thread(target=_leave_anyway, args=(lease,), daemon=True).start()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    try:
        engine.run()
    except LeaseLost:
        logging.info("another engine has taken over")
    finally:
        lease.release()


def _leave_anyway(lease: Lease) -> None:
    """Go without goodbyes when a cluster that is gone, or a store that is locked, does not answer them."""
    time.sleep(PATIENCE)
    goodbye = threading.Thread(target=lease.release, daemon=True)
    goodbye.start()
    goodbye.join(GOODBYE)
    os._exit(0)
