"""`python -m core.engine`: take the lease and work; leave at once if another engine is alive."""

import argparse
import logging
import os
import sys
from pathlib import Path

from core.engine.environment import require_backend
from core.engine.forkserver import prepare_workers
from core.engine.self_tests import begin_self_tests
from core.errors import UserError
from core.private import keep_private

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
    parser.add_argument(
        "--starter", type=int, default=None, help="process without which there need be no idle engine"
    )
    arguments = parser.parse_args()
    keep_private()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        require_backend()
        prepare_workers()
        begin_self_tests()
        from core.engine.service import serve  # takes a second, while the workers' process imports Keras

        serve(arguments.home, arguments.idle_seconds, arguments.starter)
    except UserError as error:
        from core.words.english import sentence  # takes a while, and is seldom needed

        sys.exit(sentence(error))
    logging.shutdown()
    # All is said and written. An interpreter that is taken apart while Dask's threads run may hang for good.
    os._exit(0)


if __name__ == "__main__":
    main()
