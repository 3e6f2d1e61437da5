"""What has ended, written where the variable `UNROLLED_LOG` says; once, whoever sees it end first.

A process of its own for the engine: `python -m core.tasks.logged_once EXPERIMENT`.
"""

import logging
import os
import sys

from core.errors import UserError
from core.store.findings import LOGGED, keep_first
from core.store.store import Store
from core.tasks.logged import VARIABLE, log_experiment, log_of
from core.words.english import sentence


def log_ended(store: Store, id: str) -> bool:
    """Log an experiment where the variable says, unless that was done; whether it was done now.

    Raises:
        UserError: What `log_of` raises.
    """
    log = log_of(None)
    if log is None or not keep_first(store.engine, id, LOGGED, key=os.environ[VARIABLE][:64]):
        return False
    log_experiment(store, id, log)
    return True


def main() -> None:
    """Log the experiment that the first word names; what is wrong is told in a line."""
    try:
        log_ended(Store(), sys.argv[1])
    except UserError as error:
        logging.getLogger(__name__).error(sentence(error))
        sys.exit(2)


if __name__ == "__main__":
    main()
