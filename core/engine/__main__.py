"""`python -m core.engine`: take the lease and work; leave at once if another engine is alive."""

import argparse
import logging
import os
import signal
import threading
import time
from pathlib import Path
from types import FrameType

from core.engine.engine import TrainingEngine
from core.engine.lease import Lease, LeaseLost, acquire
from core.runs.store import Store

PATIENCE = 15.0  # seconds that leaving may take
NICENESS = 5  # pages answer first, also while training fills all cores


def main() -> None:
    """Run an engine in this process."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--home", type=Path, default=None, help="folder of the store (default: UNROLLED_HOME)"
    )
    parser.add_argument(
        "--idle-seconds", type=float, default=float("inf"), help="leave after so long without work"
    )
    arguments = parser.parse_args()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    store = Store(arguments.home)
    lease = acquire(store.engine)
    if lease is None:
        logging.info("another engine is alive")
        return
    lease.start()
    engine = TrainingEngine(store, lease, arguments.idle_seconds)

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
    """Go without goodbyes when a cluster that is gone does not answer them."""
    time.sleep(PATIENCE)
    lease.release()
    os._exit(0)


if __name__ == "__main__":
    main()
